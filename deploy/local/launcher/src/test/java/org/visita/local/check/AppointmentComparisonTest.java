package org.visita.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.local.check.Samples.CLINIC;
import static org.visita.local.check.Samples.NINE;
import static org.visita.local.check.Samples.appointment;
import static org.visita.local.check.Samples.booked;
import static org.visita.local.check.Samples.endedHold;
import static org.visita.local.check.Samples.in;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppointmentComparisonTest {

    private static final EhrLinks CONNECTED = new EhrLinks(Map.of(CLINIC, Instant.EPOCH), Map.of("b7", "rejected"));

    @Test
    void finds_nothing_where_both_sides_agree() {
        assertThat(compare(Map.of("b1", booked(2)), appointment("b1", 2, "booked", NINE)))
                .isEmpty();
    }

    @Test
    void takes_every_state_for_what_it_is_mapped_to() {
        Map<String, String> states = Map.of(
                "PENDING", "pending",
                "CHECKED_IN", "arrived",
                "FULFILLED", "fulfilled",
                "NO_SHOW", "noshow",
                "CANCELLED", "cancelled",
                "ENTERED_IN_ERROR", "entered-in-error");

        states.forEach((ours, theirs) -> {
            assertThat(compare(Map.of("b1", in(ours, 2)), appointment("b1", 2, theirs, NINE)))
                    .isEmpty();
            assertThat(kinds(compare(Map.of("b1", in(ours, 2)), appointment("b1", 2, "booked", NINE))))
                    .containsExactly(Kind.STALE);
        });
    }

    @Test
    void finds_a_live_booking_without_appointment() {
        assertThat(compare(Map.of("b1", booked(1))))
                .containsExactly(new Finding(Kind.LOST, "b1", "BOOKED has no Appointment"));
    }

    @Test
    void says_when_the_delivery_was_given_up() {
        assertThat(compare(Map.of("b7", booked(1))))
                .containsExactly(new Finding(Kind.LOST, "b7", "BOOKED has no Appointment; a dead letter: rejected"));
    }

    @Test
    void misses_no_appointment_for_a_visit_that_was_cancelled_before_it_was_sent() {
        assertThat(compare(Map.of("b1", in("CANCELLED", 2)))).isEmpty();
    }

    @Test
    void misses_no_appointment_for_what_had_ended_before_there_was_an_ehr() {
        EhrLinks late = new EhrLinks(Map.of(CLINIC, NINE.plus(Samples.VISIT)), Map.of());
        EhrLinks none = new EhrLinks(Map.of(), Map.of());

        assertThat(new AppointmentComparison(Map.of("b1", booked(1)), late).findings())
                .isEmpty();
        assertThat(new AppointmentComparison(Map.of("b1", booked(1)), none).findings())
                .isEmpty();
    }

    @Test
    void wants_no_appointment_of_a_hold() {
        assertThat(compare(Map.of("b1", in("HELD", 1), "b2", endedHold()))).isEmpty();
        assertThat(kinds(compare(Map.of("b1", in("HELD", 1)), appointment("b1", 1, "proposed", NINE))))
                .containsExactly(Kind.UNKNOWN);
        assertThat(kinds(compare(Map.of("b2", endedHold()), appointment("b2", 2, "cancelled", NINE))))
                .containsExactly(Kind.UNKNOWN);
    }

    @Test
    void finds_a_booking_that_stands_twice() {
        JsonNode appointment = appointment("b1", 1, "booked", NINE);

        assertThat(compare(Map.of("b1", booked(1)), appointment, appointment))
                .containsExactly(new Finding(Kind.DOUBLED, "b1", "has 2 Appointments"));
    }

    @Test
    void finds_an_appointment_that_is_behind_or_elsewhere_or_without_a_time() {
        ObjectNode timeless = ((ObjectNode) appointment("b1", 2, "booked", NINE)).put("start", "soon");
        List<JsonNode> wrong = List.of(
                appointment("b1", 1, "booked", NINE),
                appointment("b1", 3, "booked", NINE),
                appointment("b1", 2, "booked", NINE.plus(Duration.ofHours(1))),
                appointment("b1", 2, "cancelled", NINE),
                timeless);

        assertThat(wrong).allSatisfy(each -> assertThat(kinds(compare(Map.of("b1", booked(2)), each)))
                .containsExactly(Kind.STALE));
    }

    @Test
    void finds_an_appointment_of_no_booking() {
        assertThat(kinds(compare(Map.of(), appointment("b9", 1, "booked", NINE))))
                .containsExactly(Kind.UNKNOWN);
    }

    private static List<Finding> compare(Map<String, Booked> bookings, JsonNode... appointments) {
        AppointmentComparison comparison = new AppointmentComparison(bookings, CONNECTED);
        for (JsonNode appointment : appointments) comparison.add(appointment);
        assertThat(comparison.seen()).isEqualTo(appointments.length);
        return comparison.findings();
    }

    private static List<Kind> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).toList();
    }
}
