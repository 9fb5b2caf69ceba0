package org.visita.gateway.token;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.visita.gateway.GatewayConfig;

/**
 * The name of this gateway as an issuer of access tokens (RFC 8414, section 2). Never what a request says: an assertion
 * that was made for another server's token endpoint is not to open this one.
 */
@Singleton
public class Issuer {

    private final Supplier<String> name;
    private volatile String url;

    @Inject
    Issuer(GatewayConfig config, Config all) {
        // Not before it is asked for: with a port of the system's choice, it is not known at the start.
        this.name = () -> config.publicUrl()
                .map(URI::toString)
                .orElseGet(() -> "http://127.0.0.1:" + all.getValue("quarkus.http.port", Integer.class));
    }

    /** @param url without a slash at its end */
    public Issuer(String url) {
        this.name = () -> url;
    }

    public String url() {
        String known = url;
        if (known == null) {
            known = name.get();
            url = known;
        }
        return known;
    }

    public String tokenEndpoint() {
        return url + "/oauth2/token";
    }

    public String jwks() {
        return url + "/oauth2/jwks";
    }
}
