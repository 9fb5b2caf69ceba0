package org.visita.gateway;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.kit.startup.SampleSecrets;

/** Refuses settings that are unsafe in production, before anything is done with them. */
@ApplicationScoped
class StartupChecks {

    /** Before the observers without a priority, one of which stores the first key under the pepper. */
    private static final int FIRST = 1;

    private final GatewayConfig config;
    private final String databasePassword;

    @Inject
    StartupChecks(GatewayConfig config, @ConfigProperty(name = "quarkus.datasource.password") String databasePassword) {
        this.config = config;
        this.databasePassword = databasePassword;
    }

    void check(@Observes @Priority(FIRST) StartupEvent starting) {
        SampleSecrets.refuse("visita.gateway.pepper", config.pepper());
        config.peppers()
                .forEach((version, pepper) -> SampleSecrets.refuse("visita.gateway.peppers." + version, pepper));
        SampleSecrets.refuse("visita.gateway.signing-key", config.signingKey());
        SampleSecrets.refuse(
                "visita.gateway.service-clients.ehr-sync",
                config.serviceClients().ehrSync());
        SampleSecrets.refuseSample("quarkus.datasource.password", databasePassword);
        config.bootstrapKey().ifPresent(StartupChecks::refuseSampleKey);
    }

    /** A key has a fixed form, so the sample carries its mark as its id. */
    private static void refuseSampleKey(String key) {
        boolean sample = key.startsWith("sample", "vis_live_".length());
        SampleSecrets.refuseSample("visita.gateway.bootstrap-key", sample ? SampleSecrets.MARK : key);
    }
}
