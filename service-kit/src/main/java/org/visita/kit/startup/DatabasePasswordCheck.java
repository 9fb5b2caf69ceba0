package org.visita.kit.startup;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** No service starts in production with the database password of this source tree. */
@ApplicationScoped
class DatabasePasswordCheck {

    static final String SETTING = "quarkus.datasource.password";

    private final Optional<String> password;

    @Inject
    DatabasePasswordCheck(@ConfigProperty(name = SETTING) Optional<String> password) {
        this.password = password;
    }

    void check(@Observes StartupEvent starting) {
        SampleSecrets.refuseSample(SETTING, password.orElse(null));
    }
}
