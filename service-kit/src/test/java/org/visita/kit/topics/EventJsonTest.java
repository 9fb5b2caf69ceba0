package org.visita.kit.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visita.contracts.EventType;
import org.visita.contracts.patient.PatientEvent;
import org.visita.contracts.testing.ContractSamples;

class EventJsonTest {

    private static final String PATIENT = """
            {"eventId":"e","patientId":"p","clinic":"c","version":1,"occurredAt":"2026-11-20T10:00:00Z"%s}""";

    @Test
    void a_field_that_a_newer_producer_adds_does_no_harm() {
        assertThat(read(PATIENT.formatted(",\"mood\":\"good\"")).patientId()).isEqualTo("p");
    }

    @Test
    void what_is_no_event_is_told_without_quoting_it() {
        for (String bytes : new String[] {"", "null", "secret name", "{\"occurredAt\":\"secret name\"}", "[]"}) {
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(UnreadableEventException.class)
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> EventJson.read(null, PatientEvent.class)).isInstanceOf(UnreadableEventException.class);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void every_type_has_samples_to_read(EventType type) {
        assertThat(ContractSamples.of(type)).isNotEmpty();
    }

    private static PatientEvent read(String json) {
        return EventJson.read(json.getBytes(StandardCharsets.UTF_8), PatientEvent.class);
    }
}
