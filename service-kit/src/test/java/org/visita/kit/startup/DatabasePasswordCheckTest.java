package org.visita.kit.startup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabasePasswordCheckTest {

    private final LaunchMode before = LaunchMode.current();

    @AfterEach
    void asBefore() {
        LaunchMode.set(before);
    }

    @Test
    void production_starts_with_a_password_of_its_own_only() {
        LaunchMode.set(LaunchMode.NORMAL);
        assertThatCode(() -> start(Optional.of("a-password"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> start(Optional.empty())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> start(Optional.of("sample-booking")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quarkus.datasource.password")
                .hasMessageNotContaining("sample-booking");
    }

    @Test
    void development_starts_with_the_sample() {
        LaunchMode.set(LaunchMode.DEVELOPMENT);
        assertThatCode(() -> start(Optional.of("sample-booking"))).doesNotThrowAnyException();
    }

    private static void start(Optional<String> password) {
        new DatabasePasswordCheck(password).check(new StartupEvent());
    }
}
