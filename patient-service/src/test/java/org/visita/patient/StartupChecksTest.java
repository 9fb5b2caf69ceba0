package org.visita.patient;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartupChecksTest {

    private static final String OWN_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SAMPLE_KEY =
            ConfigProvider.getConfig().getValue("visita.patient.master-key", String.class);
    private static final String SAMPLE_PASSWORD =
            ConfigProvider.getConfig().getValue("quarkus.datasource.password", String.class);

    private final LaunchMode before = LaunchMode.current();

    @BeforeEach
    void inProduction() {
        LaunchMode.set(LaunchMode.NORMAL);
    }

    @AfterEach
    void asBefore() {
        LaunchMode.set(before);
    }

    @Test
    void production_starts_with_secrets_of_its_own() {
        assertThatCode(() -> start(OWN_KEY, "a-password")).doesNotThrowAnyException();
    }

    @Test
    void production_refuses_the_sample_master_key_without_showing_it() {
        assertThatThrownBy(() -> start(SAMPLE_KEY, "a-password"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("visita.patient.master-key")
                .hasMessageNotContaining(SAMPLE_KEY);
    }

    @Test
    void production_refuses_the_sample_password() {
        assertThatThrownBy(() -> start(OWN_KEY, SAMPLE_PASSWORD))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quarkus.datasource.password")
                .hasMessageNotContaining(SAMPLE_PASSWORD);
    }

    @Test
    void a_master_key_of_another_length_is_refused_without_showing_it() {
        for (String wrong : new String[] {"", "c2hvcnQ=", "not base64 at all, and not 32 bytes"}) {
            assertThatThrownBy(() -> start(wrong, "a-password"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("visita.patient.master-key must be 32 bytes in base64. Set it and start again.");
        }
    }

    @Test
    void the_samples_are_good_enough_elsewhere() {
        LaunchMode.set(LaunchMode.DEVELOPMENT);

        assertThatCode(() -> start(SAMPLE_KEY, SAMPLE_PASSWORD)).doesNotThrowAnyException();
    }

    private static void start(String masterKey, String password) {
        new StartupChecks(() -> masterKey, password).check(new StartupEvent());
    }
}
