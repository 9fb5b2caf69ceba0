package org.visita.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.local.check.Consistency.Booked;
import org.visita.local.clinic.Ehr;

class ConsistencyTest {

    private static final Instant NINE = Instant.parse("2026-12-01T09:00:00Z");

    @Test
    void finds_nothing_where_both_sides_agree() {
        assertThat(Consistency.compare(Map.of("b1", booked(2)), List.of(appointment("b1", 2, "booked", NINE))))
                .isEmpty();
    }

    @Test
    void finds_a_live_booking_without_appointment() {
        assertThat(Consistency.compare(Map.of("b1", booked(1)), List.of()))
                .extracting(Finding::kind)
                .containsExactly("lost");
    }

    @Test
    void misses_no_appointment_for_a_visit_that_was_cancelled_before_it_was_sent() {
        Booked cancelled = new Booked("cancelled", 2, NINE, NINE.plus(Duration.ofMinutes(30)));

        assertThat(Consistency.compare(Map.of("b1", cancelled), List.of())).isEmpty();
    }

    @Test
    void finds_a_booking_that_stands_twice() {
        JsonNode appointment = appointment("b1", 1, "booked", NINE);

        assertThat(Consistency.compare(Map.of("b1", booked(1)), List.of(appointment, appointment)))
                .extracting(Finding::kind)
                .containsExactly("doubled");
    }

    @Test
    void finds_an_appointment_that_is_behind() {
        assertThat(Consistency.compare(Map.of("b1", booked(2)), List.of(appointment("b1", 1, "booked", NINE))))
                .extracting(Finding::kind)
                .containsExactly("stale");
        assertThat(Consistency.compare(
                        Map.of("b1", booked(2)),
                        List.of(appointment("b1", 2, "booked", NINE.plus(Duration.ofHours(1))))))
                .extracting(Finding::kind)
                .containsExactly("stale");
        assertThat(Consistency.compare(Map.of("b1", booked(2)), List.of(appointment("b1", 2, "cancelled", NINE))))
                .extracting(Finding::kind)
                .containsExactly("stale");
    }

    @Test
    void finds_an_appointment_of_no_booking() {
        assertThat(Consistency.compare(Map.of(), List.of(appointment("b9", 1, "booked", NINE))))
                .extracting(Finding::kind)
                .containsExactly("unknown");
    }

    private static Booked booked(long version) {
        return new Booked("booked", version, NINE, NINE.plus(Duration.ofMinutes(30)));
    }

    private static JsonNode appointment(String bookingId, long version, String status, Instant start) {
        ObjectNode appointment = JsonNodeFactory.instance.objectNode();
        appointment.put("status", status);
        appointment.put("start", start.atOffset(ZoneOffset.ofHours(2)).toString());
        appointment.put(
                "end",
                start.plus(Duration.ofMinutes(30))
                        .atOffset(ZoneOffset.ofHours(2))
                        .toString());
        appointment
                .putArray("identifier")
                .addObject()
                .put("system", Ehr.BOOKING_ID)
                .put("value", bookingId);
        appointment
                .putArray("extension")
                .addObject()
                .put("url", Ehr.BOOKING_VERSION)
                .put("valueInteger", version);
        return appointment;
    }
}
