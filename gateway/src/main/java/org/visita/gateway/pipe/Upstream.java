package org.visita.gateway.pipe;

import java.net.URI;

/**
 * A service that requests are piped to.
 *
 * @param host name or address
 * @param port 1 to 65535
 */
public record Upstream(String name, String host, int port, boolean tls) {

    /** @throws IllegalArgumentException if the address is more or less than scheme, host and port */
    static Upstream of(String name, URI base) {
        boolean tls = "https".equals(base.getScheme());
        boolean plain = "http".equals(base.getScheme());
        String path = base.getPath() == null ? "" : base.getPath();
        if (!tls && !plain || base.getHost() == null || !path.isEmpty() && !path.equals("/")) {
            throw new IllegalArgumentException(
                    "visita.gateway.routes." + name + " is not of the form http://host:port");
        }
        int port = base.getPort() > 0 ? base.getPort() : tls ? 443 : 80;
        return new Upstream(name, base.getHost(), port, tls);
    }

    /** What an absolute address of this service begins with. */
    String origin() {
        return (tls ? "https://" : "http://") + host + ":" + port;
    }
}
