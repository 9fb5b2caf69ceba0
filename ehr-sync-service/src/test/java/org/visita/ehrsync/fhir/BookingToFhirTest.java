package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.contracts.Coding;
import org.visita.contracts.EventType;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSamples.Sample;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.FlowField;
import org.visita.ehrsync.testing.Samples;
import org.visita.kit.topics.EventJson;

class BookingToFhirTest {

    private final FhirJson json = new FhirJson();

    private static final BookingSnapshot BOOKED = Samples.booking("a-clinic");

    @ParameterizedTest
    @CsvSource({
        "HELD, proposed, needs-action, needs-action",
        "PENDING, pending, accepted, needs-action",
        "BOOKED, booked, accepted, accepted",
        "CHECKED_IN, checked-in, accepted, accepted",
        "FULFILLED, fulfilled, accepted, accepted",
        "NO_SHOW, noshow, accepted, accepted",
        "ENTERED_IN_ERROR, entered-in-error, accepted, accepted"
    })
    void says_each_status_in_fhir(BookingStatus status, String fhir, String patient, String practitioner) {
        Appointment appointment = map(Samples.in(BOOKED, status));

        assertThat(appointment.getStatus().toCode()).isEqualTo(fhir);
        assertThat(statusOf(appointment, 0)).isEqualTo(patient);
        assertThat(statusOf(appointment, 1)).isEqualTo(practitioner);
        // Invariant app-4 of R4 would have validators refuse a reason on a noshow.
        assertThat(appointment.hasCancelationReason()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PATIENT, PATIENT_REQUEST, pat, declined, accepted",
        "CLINIC, CLINIC_REQUEST, prov, accepted, declined",
        "CLINIC, CLOSURE, maint, accepted, declined",
        "CLINIC, DUPLICATE, oth-oerr, accepted, declined",
        "PATIENT, DUPLICATE, oth-oerr, declined, accepted"
    })
    void says_who_cancelled_and_why(
            Cancellation.By by, Cancellation.Reason reason, String code, String patient, String practitioner) {
        Appointment appointment = map(Samples.cancelled(BOOKED, by, reason));

        assertThat(appointment.getStatus().toCode()).isEqualTo("cancelled");
        assertThat(appointment.getCancelationReason().getCodingFirstRep().getCode())
                .isEqualTo(code);
        assertThat(appointment.getCancelationReason().getCodingFirstRep().getSystem())
                .isEqualTo("http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason");
        assertThat(statusOf(appointment, 0)).isEqualTo(patient);
        assertThat(statusOf(appointment, 1)).isEqualTo(practitioner);
    }

    @Test
    void carries_identity_version_and_times() {
        BookingSnapshot moved = Samples.moved(BOOKED, Duration.ofHours(3));

        Appointment appointment = map(moved);

        assertThat(appointment.getIdentifier()).singleElement().satisfies(identifier -> {
            assertThat(identifier.getSystem()).isEqualTo(Samples.BOOKING_SYSTEM);
            assertThat(identifier.getValue()).isEqualTo(moved.id());
            assertThat(identifier.getUse().toCode()).isEqualTo("usual");
        });
        assertThat(((IntegerType) appointment
                                .getExtensionByUrl("https://visita.example/fhir/StructureDefinition/booking-version")
                                .getValue())
                        .getValue())
                .isEqualTo(2);
        assertThat(appointment.getMeta().isEmpty()).isTrue();
        assertThat(appointment.getStartElement().getValueAsString())
                .isEqualTo(moved.start().toString());
        assertThat(appointment.getEndElement().getValueAsString())
                .isEqualTo(moved.end().toString());
        assertThat(appointment.getMinutesDuration()).isEqualTo(30);
        assertThat(appointment.getCreated()).isEqualTo(map(BOOKED).getCreated());
    }

    @Test
    void leaves_out_what_the_connection_does_not_send() {
        BookingSnapshot cancelled =
                Samples.cancelled(BOOKED, Cancellation.By.CLINIC, Cancellation.Reason.CLINIC_REQUEST);

        Appointment appointment = BookingToFhir.appointment(
                cancelled,
                Samples.BOOKING_SYSTEM,
                new Participants(new Reference("Patient/1"), null, null),
                new Wording(null, null));

        assertThat(appointment.hasServiceType()).isFalse();
        assertThat(appointment.hasCancelationReason()).isFalse();
        assertThat(appointment.getParticipant()).hasSize(1);
    }

    @Test
    void refuses_a_booking_that_ends_before_it_starts() {
        BookingSnapshot backwards = new BookingSnapshot(
                BOOKED.id(),
                BOOKED.clinic(),
                1,
                BOOKED.status(),
                "p",
                "v",
                "d",
                "l",
                null,
                BOOKED.end(),
                BOOKED.start(),
                BOOKED.zone(),
                BOOKED.start(),
                BOOKED.end(),
                BOOKED.createdAt(),
                BOOKED.updatedAt(),
                null,
                BOOKED.equipmentIds(),
                BOOKED.modality(),
                BOOKED.sessionId(),
                null);

        assertThatThrownBy(() -> map(backwards)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> samples() {
        return Stream.of(EventType.BOOKING_CREATED, EventType.BOOKING_UPDATED, EventType.BOOKING_CANCELLED)
                .flatMap(type -> ContractSamples.of(type).stream())
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void maps_every_golden_sample(Sample sample) {
        BookingSnapshot booking =
                EventJson.read(sample.payload(), BookingEvent.class).booking();

        String written = json.write(map(booking));

        assertThat(json.read(written, Appointment.class).map(json::write)).hasValue(written);
    }

    private static Appointment map(BookingSnapshot booking) {
        return BookingToFhir.appointment(
                booking,
                Samples.BOOKING_SYSTEM,
                participants(),
                Wording.of(
                        booking,
                        EnumSet.allOf(FlowField.class),
                        CodeMaps.NONE,
                        () -> new Coding("urn:visits", "check-up")));
    }

    private static Participants participants() {
        return new Participants(
                new Reference("Patient/1"), new Reference("Practitioner/2"), new Reference("Location/3"));
    }

    private static String statusOf(Appointment appointment, int participant) {
        AppointmentParticipantComponent found = appointment.getParticipant().get(participant);
        return found.getStatus().toCode();
    }
}
