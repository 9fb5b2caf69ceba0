package org.visita.ehrsync.fhir;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Reference;
import org.visita.contracts.Coding;
import org.visita.contracts.Identifier;
import org.visita.contracts.Modality;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.FlowField;

/** One Appointment of each status, as bookings give them, and of each reason to cancel. Of nobody. */
final class WarmUpAppointments {

    private static final Instant AT = Instant.parse(SampleAppointment.START);
    private static final Identifier NAMED = new Identifier(SampleAppointment.SYSTEM, SampleAppointment.ID);

    private static final Coding CODED = new Coding(WordPlace.SERVICE_TYPE.system(), WordPlace.SERVICE_TYPE.code());

    private WarmUpAppointments() {}

    static List<Appointment> all() {
        Stream<BookingSnapshot> alive = Arrays.stream(BookingStatus.values())
                .filter(status -> status != BookingStatus.CANCELLED)
                .map(status -> booking(status, null));
        Stream<BookingSnapshot> cancelled = Arrays.stream(Cancellation.Reason.values())
                .flatMap(reason -> Arrays.stream(Cancellation.By.values()).map(by -> new Cancellation(by, reason)))
                .map(cancellation -> booking(BookingStatus.CANCELLED, cancellation));
        return Stream.concat(alive, cancelled)
                .map(WarmUpAppointments::appointment)
                .toList();
    }

    private static Appointment appointment(BookingSnapshot booking) {
        return BookingToFhir.appointment(
                booking,
                SampleAppointment.SYSTEM,
                new Participants(known("Patient"), known("Practitioner"), known("Location")),
                Wording.of(booking, EnumSet.allOf(FlowField.class), CodeMaps.NONE, () -> CODED));
    }

    private static Reference known(String type) {
        return FindReference.reference(type, Optional.of(SampleAppointment.ID), NAMED);
    }

    private static BookingSnapshot booking(BookingStatus status, Cancellation cancellation) {
        return new BookingSnapshot(
                SampleAppointment.ID,
                "",
                1,
                status,
                "",
                "",
                "",
                "",
                null,
                AT,
                Instant.parse(SampleAppointment.END),
                "UTC",
                AT,
                Instant.parse(SampleAppointment.END),
                AT,
                AT,
                cancellation,
                List.of(),
                Modality.IN_PERSON,
                null,
                null);
    }
}
