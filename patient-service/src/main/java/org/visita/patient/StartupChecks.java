package org.visita.patient;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.kit.sealing.MasterKeys;
import org.visita.kit.startup.SampleSecrets;
import org.visita.patient.sealing.MasterKey;

/** Refuses settings that are unsafe in production. */
@ApplicationScoped
class StartupChecks {

    private final PatientConfig config;
    private final String databasePassword;

    @Inject
    StartupChecks(PatientConfig config, @ConfigProperty(name = "quarkus.datasource.password") String databasePassword) {
        this.config = config;
        this.databasePassword = databasePassword;
    }

    void check(@Observes StartupEvent starting) {
        SampleSecrets.refuse(MasterKey.SETTING, MasterKeys.decoded(MasterKey.SETTING, config.masterKey()));
        SampleSecrets.refuseSample("quarkus.datasource.password", databasePassword);
    }
}
