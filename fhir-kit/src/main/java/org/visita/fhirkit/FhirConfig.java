package org.visita.fhirkit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the FHIR API. */
@ConfigMapping(prefix = "visita.fhir")
public interface FhirConfig {

    /**
     * Address under which callers reach the API, without a slash at its end, for example
     * {@code https://visita.example/fhir/R4}. It stands in links and in {@code Location}. Left out: as the gateway
     * names it ({@code X-Forwarded-Host}, {@code X-Forwarded-Proto}), else as the request does.
     */
    Optional<String> baseUrl();

    /** FHIR requests that are worked on at once; each blocks a thread. Below the size of the database's pool. */
    @WithDefault("16")
    int threads();

    /** FHIR requests that may wait for a thread; one more is answered with 503. */
    @WithDefault("64")
    int queue();
}
