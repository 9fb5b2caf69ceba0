package org.visita.ehrsync.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.contracts.EventType;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSamples.Sample;
import org.visita.ehrsync.testing.Samples;
import org.visita.kit.topics.EventJson;

class ReadBookingEventTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Sample> samples() {
        return Stream.of(EventType.BOOKING_CREATED, EventType.BOOKING_UPDATED, EventType.BOOKING_CANCELLED)
                .flatMap(type -> ContractSamples.of(type).stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void reads_every_golden_sample(Sample sample) {
        assertThat(ReadBookingEvent.from(sample.payload())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "no json", "{\"type\":\"booking.created\"}", "42"})
    void nothing_else_is_an_event(String text) {
        assertThat(ReadBookingEvent.from(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void no_bytes_are_no_event() {
        assertThat(ReadBookingEvent.from(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "clinic", "patientId", "practitionerId", "locationId", "start", "end", "status"})
    void refuses_an_event_that_lacks_what_an_appointment_needs(String field) throws IOException {
        assertThat(ReadBookingEvent.from(with(field, null))).isEmpty();
    }

    @Test
    void refuses_what_could_not_be_stored() throws IOException {
        assertThat(ReadBookingEvent.from(with("id", "a\0b"))).isEmpty();
        assertThat(ReadBookingEvent.from(with("id", "x".repeat(65)))).isEmpty();
        assertThat(ReadBookingEvent.from(with("end", "+999999999-12-31T23:59:59Z")))
                .isEmpty();
        assertThat(ReadBookingEvent.from(with("version", "0"))).isEmpty();
    }

    @Test
    void refuses_a_cancelled_booking_that_does_not_say_why() throws IOException {
        assertThat(ReadBookingEvent.from(with("status", "CANCELLED"))).isEmpty();
    }

    private static byte[] with(String field, String value) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(EventJson.write(Samples.event(Samples.booking("a-clinic"))));
        ((ObjectNode) event.path("booking")).put(field, value);
        return JSON.writeValueAsBytes(event);
    }
}
