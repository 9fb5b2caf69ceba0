package org.visita.gateway.pipe;

import io.vertx.core.MultiMap;
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
        headers.set(HOST, fixed == null ? host : fixed.getAuthority())
                .set(SCHEME, fixed == null ? tls ? "https" : "http" : fixed.getScheme());
    }
}
