package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {

    @ParameterizedTest
    @EnumSource(EventType.class)
    void is_found_by_its_code(EventType type) {
        assertThat(EventType.of(type.code())).isEqualTo(type);
    }

    @Test
    void refuses_a_code_that_is_none() {
        assertThatThrownBy(() -> EventType.of("booking.deleted")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void names_the_newest_version_of_its_schema() {
        assertThat(EventType.PATIENT_CHANGED.dataSchema())
                .isEqualTo("https://visita.example/schemas/patient.changed.v1.json");
        assertThat(EventType.BOOKING_CREATED.dataSchema())
                .isEqualTo("https://visita.example/schemas/booking.created.v3.json");
    }
}
