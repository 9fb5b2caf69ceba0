package org.visita.availability;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.kit.startup.SampleSecrets;

/** Refuses settings that are unsafe in production. */
@ApplicationScoped
class StartupChecks {

    private final String databasePassword;

    @Inject
    StartupChecks(@ConfigProperty(name = "quarkus.datasource.password") String databasePassword) {
        this.databasePassword = databasePassword;
    }

    void check(@Observes StartupEvent starting) {
        SampleSecrets.refuseSample("quarkus.datasource.password", databasePassword);
    }
}
