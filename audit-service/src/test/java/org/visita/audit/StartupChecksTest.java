package org.visita.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartupChecksTest {

    private static final String SAMPLE =
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
    void production_starts_with_a_password_of_its_own() {
        assertThatCode(() -> start("a-password")).doesNotThrowAnyException();
    }

    @Test
    void production_refuses_the_sample_password() {
        assertThatThrownBy(() -> start(SAMPLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quarkus.datasource.password")
                .hasMessageNotContaining(SAMPLE);
    }

    private static void start(String password) {
        new StartupChecks(password).check(new StartupEvent());
    }
}
