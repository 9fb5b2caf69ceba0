package org.visita.ehrsync;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.visita.ehrsync.destination.Sealing;
import org.visita.kit.sealing.MasterKeys;
import org.visita.kit.startup.SampleSecrets;

/** Refuses settings under which this service would be unsafe. */
@ApplicationScoped
class StartupChecks {

    private final EhrSyncConfig config;

    @Inject
    StartupChecks(EhrSyncConfig config) {
        this.config = config;
    }

    void check(@Observes StartupEvent started) {
        SampleSecrets.refuse(
                "visita.ehr-sync.client-secret", config.clientSecret().orElse(null));
        SampleSecrets.refuse(Sealing.SETTING, MasterKeys.decoded(Sealing.SETTING, config.masterKey()));
        if (EhrSyncConfig.deadline(config).compareTo(config.ehr().timeout()) < 0) {
            // Otherwise a worker could still be writing when the next one has taken its delivery over.
            throw new IllegalStateException("visita.ehr-sync.delivery.lease is shorter than two calls to an EHR take"
                    + " (visita.ehr-sync.ehr.timeout) and a second. Lengthen the one or shorten the other.");
        }
    }
}
