package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.contracts.booking.BookingStatus.BOOKED;
import static org.visita.contracts.booking.BookingStatus.CHECKED_IN;
import static org.visita.contracts.booking.BookingStatus.ENTERED_IN_ERROR;
import static org.visita.contracts.booking.BookingStatus.FULFILLED;
import static org.visita.contracts.booking.BookingStatus.NO_SHOW;
import static org.visita.contracts.booking.BookingStatus.PENDING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.FhirPaths;
import org.visita.ehrsync.testing.Samples;

/** The EHR goes with a booking through every state, and back where an act is undone. */
@QuarkusTest
class StatusTest extends ComponentTest {

    private BookingSnapshot booking;

    @Test
    void every_step_of_a_visit_reaches_the_ehr_and_so_does_its_undoing() {
        clinic.connect();
        booking = Samples.in(clinic.booking(), PENDING);
        Broker.send(booking);
        assertShown("pending", "accepted", "needs-action");

        step(BOOKED, "booked");
        step(CHECKED_IN, "checked-in");
        step(BOOKED, "booked");
        step(NO_SHOW, "noshow");
        step(BOOKED, "booked");
        step(CHECKED_IN, "checked-in");
        step(FULFILLED, "fulfilled");
        step(ENTERED_IN_ERROR, "entered-in-error");

        assertThat(clinic.ehr.all("Appointment")).hasSize(1);
        assertThat(clinic.ehr.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }

    @Test
    void a_pending_booking_that_is_declined_is_cancelled_by_the_clinic() {
        clinic.connect();
        booking = Samples.in(clinic.booking(), PENDING);
        Broker.send(booking);
        clinic.awaitHeld(booking);

        booking = Samples.cancelled(booking, Cancellation.By.CLINIC, Cancellation.Reason.CLINIC_REQUEST);
        Broker.send(Samples.event(booking, PENDING, "api"));

        ObjectNode held = assertShown("cancelled", "accepted", "declined");
        assertThat(held.at("/cancelationReason/coding/0/code").asText()).isEqualTo("prov");
    }

    @Test
    void a_no_show_leaves_the_participants_as_the_ehr_has_them() {
        clinic.connect();
        booking = clinic.book();
        String id = clinic.awaitHeld(booking).path("id").asText();
        clinic.ehr.edit("Appointment", id, appointment -> {
            ((ObjectNode) FhirPaths.participant(appointment, "practitioner")).put("status", "tentative");
            return appointment;
        });

        step(NO_SHOW, "noshow", "tentative");
        step(BOOKED, "booked");
    }

    private void step(BookingStatus status, String fhir) {
        step(status, fhir, "accepted");
    }

    private void step(BookingStatus status, String fhir, String practitioner) {
        BookingStatus before = booking.status();
        booking = Samples.in(booking, status);
        Broker.send(Samples.event(booking, before, "api"));
        assertThat(assertShown(fhir, "accepted", practitioner).has("cancelationReason"))
                .isFalse();
    }

    private ObjectNode assertShown(String status, String patient, String practitioner) {
        ObjectNode held = clinic.awaitHeld(booking);
        assertThat(held.path("status").asText()).isEqualTo(status);
        assertThat(List.of("patient", "practitioner"))
                .extracting(
                        role -> FhirPaths.participant(held, role).path("status").asText())
                .containsExactly(patient, practitioner);
        return held;
    }
}
