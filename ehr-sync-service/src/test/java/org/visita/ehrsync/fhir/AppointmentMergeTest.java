package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Coding;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.FlowField;
import org.visita.ehrsync.testing.Samples;

class AppointmentMergeTest {

    private static final BookingSnapshot BOOKED = Samples.booking("a-clinic");

    @Test
    void takes_our_scheduling_fields_and_keeps_the_rest() {
        Appointment held = ours(BOOKED, "Practitioner/2");
        held.setId("4711");
        held.setComment("theirs");
        held.addIdentifier().setSystem("urn:ehr").setValue("77");
        held.addExtension().setUrl("urn:ehr:colour").setValue(new StringType("red"));
        held.getText().setStatus(Narrative.NarrativeStatus.GENERATED);
        held.addParticipant().setStatus(ParticipationStatus.TENTATIVE).setActor(new Reference("Practitioner/nurse"));
        BookingSnapshot moved = Samples.moved(BOOKED, Duration.ofHours(2));

        Appointment merged = merged(held, ours(moved, "Practitioner/2"));

        assertThat(merged.getStartElement().getValueAsString())
                .isEqualTo(moved.start().toString());
        assertThat(AppointmentMerge.versionOf(merged)).isEqualTo(2);
        assertThat(merged.getComment()).isEqualTo("theirs");
        assertThat(merged.getIdElement().getIdPart()).isEqualTo("4711");
        assertThat(merged.getIdentifier()).hasSize(2);
        assertThat(merged.getExtensionByUrl("urn:ehr:colour").getValue()).hasToString("red");
        assertThat(merged.getParticipant()).hasSize(4);
        assertThat(AppointmentMerge.versionOf(held)).as("what was read").isEqualTo(1);
    }

    @Test
    void replaces_our_practitioner_and_nobody_elses() {
        Appointment held = ours(BOOKED, "Practitioner/2");
        held.addParticipant().setActor(new Reference("Practitioner/nurse"));

        Appointment merged = merged(held, ours(BOOKED, "Practitioner/9"));

        assertThat(actors(merged)).containsExactly("Patient/1", "Practitioner/9", "Location/3", "Practitioner/nurse");
    }

    @Test
    void knows_ours_without_the_mark_by_who_it_is() {
        Appointment held = ours(BOOKED, "Practitioner/2");
        held.getParticipant().forEach(participant -> participant.getExtension().clear());

        Appointment merged = merged(held, ours(BOOKED, "Practitioner/2"));

        assertThat(actors(merged)).containsExactly("Patient/1", "Practitioner/2", "Location/3");
    }

    @Test
    void what_the_ehr_noted_about_a_participant_stays_with_that_participant() {
        Appointment held = ours(BOOKED, "Practitioner/2");
        held.getParticipant().get(1).addType().setText("attender");

        assertThat(merged(held, ours(BOOKED, "Practitioner/2"))
                        .getParticipant()
                        .get(1)
                        .getTypeFirstRep()
                        .getText())
                .isEqualTo("attender");
        assertThat(merged(held, ours(BOOKED, "Practitioner/9"))
                        .getParticipant()
                        .get(1)
                        .hasType())
                .isFalse();
    }

    @Test
    void arrived_says_more_than_checked_in_and_stays() {
        Appointment held = ours(BOOKED, "Practitioner/2").setStatus(AppointmentStatus.ARRIVED);

        Appointment merged = merged(held, ours(Samples.in(BOOKED, BookingStatus.CHECKED_IN), "Practitioner/2"));

        assertThat(merged.getStatus()).isEqualTo(AppointmentStatus.ARRIVED);
    }

    @Test
    void a_no_show_leaves_the_participants_as_they_are() {
        Appointment held = ours(BOOKED, "Practitioner/2");
        held.getParticipant().get(1).setStatus(ParticipationStatus.TENTATIVE);

        Appointment merged = merged(held, ours(Samples.in(BOOKED, BookingStatus.NO_SHOW), "Practitioner/2"));

        assertThat(merged.getParticipant().get(1).getStatus()).isEqualTo(ParticipationStatus.TENTATIVE);
    }

    @Test
    void a_cancellation_brings_its_reason() {
        Appointment held = ours(BOOKED, "Practitioner/2");
        BookingSnapshot cancelled = Samples.cancelled(BOOKED, Cancellation.By.CLINIC, Cancellation.Reason.CLOSURE);

        Appointment merged = merged(held, ours(cancelled, "Practitioner/2"));

        assertThat(merged.getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(merged.getCancelationReason().getCodingFirstRep().getCode()).isEqualTo("maint");
    }

    @Test
    void the_ehrs_own_word_for_the_service_stays_beside_ours() {
        Appointment held = ours(BOOKED, "Practitioner/2");
        held.getServiceTypeFirstRep().addCoding().setSystem("urn:ehr").setCode("124");

        Appointment merged = merged(held, ours(BOOKED, "Practitioner/2"));

        assertThat(merged.getServiceTypeFirstRep().getCoding()).hasSize(2);
    }

    @Test
    void what_the_connection_does_not_send_stays_as_the_ehr_holds_it() {
        Appointment held = ours(BOOKED, "Practitioner/2");
        held.getServiceTypeFirstRep().getCodingFirstRep().setCode("theirs");
        held.getCancelationReason().setText("theirs");
        BookingSnapshot moved = Samples.moved(BOOKED, Duration.ofHours(2));
        Appointment ours = BookingToFhir.appointment(
                moved,
                Samples.BOOKING_SYSTEM,
                new Participants(new Reference("Patient/1"), null, null),
                Wording.of(moved, Set.of(), CodeMaps.NONE, () -> null));

        Appointment merged = AppointmentMerge.merge(held, ours, Set.of());

        assertThat(merged.getServiceTypeFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("theirs");
        assertThat(merged.getCancelationReason().getText()).isEqualTo("theirs");
        assertThat(actors(merged)).containsExactly("Patient/1", "Practitioner/2", "Location/3");
        assertThat(merged.getStart()).isEqualTo(Date.from(moved.start()));
    }

    private static Appointment merged(Appointment held, Appointment ours) {
        return AppointmentMerge.merge(held, ours, EnumSet.allOf(FlowField.class));
    }

    private static Appointment ours(BookingSnapshot booking, String practitioner) {
        return BookingToFhir.appointment(
                booking,
                Samples.BOOKING_SYSTEM,
                new Participants(new Reference("Patient/1"), new Reference(practitioner), new Reference("Location/3")),
                Wording.of(
                        booking,
                        EnumSet.allOf(FlowField.class),
                        CodeMaps.NONE,
                        () -> new Coding("urn:visits", "check-up")));
    }

    private static List<String> actors(Appointment appointment) {
        return appointment.getParticipant().stream()
                .map(participant -> participant.getActor().getReference())
                .toList();
    }
}
