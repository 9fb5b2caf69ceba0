package org.visita.gateway.pipe;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.Optional;

/**
 * What callers know this gateway by. A service is told, since some answers have to give whole addresses: those of FHIR,
 * in bundles and in {@code Location}.
 *
 * @param fixed null: as each request names it
 */
record PublicAddress(URI fixed) {

    /** With the port, where it is not the scheme's own; so no {@code X-Forwarded-Port}, which some would add to it. */
    static final String HOST = "X-Forwarded-Host";

    static final String SCHEME = "X-Forwarded-Proto";

    /** @throws IllegalArgumentException if the setting is more or less than scheme, host and port */
    static PublicAddress of(Optional<URI> setting) {
        setting.ifPresent(url -> {
            if (!url.toString().matches("https?://[^/?#@]+") || url.getHost() == null) {
                throw new IllegalArgumentException("visita.gateway.public-url is not of the form https://host:port");
            }
        });
        return new PublicAddress(setting.orElse(null));
    }

    /**
     * @param host as the caller wrote it; the door has seen to its form
     * @param tls whether the caller came over TLS as far as this process can see
     */
    void tell(String host, boolean tls, MultiMap headers) {
        headers.set(HOST, host(host)).set(SCHEME, scheme(tls));
    }

    /** Scheme, host and port. */
    String as(String host, boolean tls) {
        return scheme(tls) + "://" + host(host);
    }

    private String host(String asked) {
        return fixed == null ? asked : fixed.getAuthority();
    }

    private String scheme(boolean tls) {
        return fixed == null ? tls ? "https" : "http" : fixed.getScheme();
    }

    /** As the caller wrote it. HTTP/2 has a place of its own for it (RFC 9113, section 8.3.1). */
    static String hostOf(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? request.authority().toString()
                : request.getHeader(HttpHeaders.HOST);
    }
}
