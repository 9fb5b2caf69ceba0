package org.visita.ehrsync.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.visita.contracts.Actor;
import org.visita.contracts.Modality;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.contracts.booking.Change;
import org.visita.contracts.booking.Hold;
import org.visita.kit.ids.Ids;

/** Bookings, and what happens to them. */
public final class Samples {

    private static final Actor CALLER = new Actor(Actor.Kind.KEY, "testkey00001");

    public static final String BOOKING_SYSTEM = "https://visita.example/sid/booking-id";
    public static final String PATIENT_SYSTEM = "https://visita.example/sid/patient-id";

    private Samples() {}

    /** Booked for tomorrow, half an hour; version 1. */
    public static BookingSnapshot booking(String clinic) {
        return booking(clinic, id(), id(), id());
    }

    public static BookingSnapshot booking(String clinic, String practitioner, String location, String visitType) {

        Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(1));
        Instant created = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new BookingSnapshot(
                id(),
                clinic,
                1,
                BookingStatus.BOOKED,
                id(),
                visitType,
                practitioner,
                location,
                null,
                start,
                end(start),
                "Africa/Johannesburg",
                start,
                end(start),
                created,
                created,
                null,
                List.of(),
                Modality.IN_PERSON,
                null,
                null);
    }

    public static BookingSnapshot moved(BookingSnapshot before, Duration by) {
        Instant start = before.start().plus(by);
        return next(before, before.status(), start, before.practitionerId(), null);
    }

    public static BookingSnapshot movedTo(BookingSnapshot before, String practitioner) {
        return next(before, before.status(), before.start(), practitioner, null);
    }

    public static BookingSnapshot cancelled(BookingSnapshot before, Cancellation.By by, Cancellation.Reason reason) {
        return next(
                before, BookingStatus.CANCELLED, before.start(), before.practitionerId(), new Cancellation(by, reason));
    }

    public static BookingSnapshot in(BookingSnapshot before, BookingStatus status) {
        return next(before, status, before.start(), before.practitionerId(), null);
    }

    /** The same, held for ten minutes; version 1. */
    public static BookingSnapshot held(BookingSnapshot like) {
        return new BookingSnapshot(
                like.id(),
                like.clinic(),
                1,
                BookingStatus.HELD,
                like.patientId(),
                like.visitTypeId(),
                like.practitionerId(),
                like.locationId(),
                null,
                like.start(),
                like.end(),
                like.zone(),
                like.start(),
                like.end(),
                like.createdAt(),
                like.updatedAt(),
                null,
                like.equipmentIds(),
                like.modality(),
                like.sessionId(),
                new Hold(CALLER, like.createdAt().plus(Duration.ofMinutes(10))));
    }

    public static BookingSnapshot ofPatient(BookingSnapshot like, String patient) {
        return new BookingSnapshot(
                like.id(),
                like.clinic(),
                like.version(),
                like.status(),
                patient,
                like.visitTypeId(),
                like.practitionerId(),
                like.locationId(),
                null,
                like.start(),
                like.end(),
                like.zone(),
                like.start(),
                like.end(),
                like.createdAt(),
                like.updatedAt(),
                null,
                like.equipmentIds(),
                like.modality(),
                like.sessionId(),
                null);
    }

    private static BookingSnapshot next(
            BookingSnapshot before,
            BookingStatus status,
            Instant start,
            String practitioner,
            Cancellation cancellation) {
        return new BookingSnapshot(
                before.id(),
                before.clinic(),
                before.version() + 1,
                status,
                before.patientId(),
                before.visitTypeId(),
                practitioner,
                before.locationId(),
                null,
                start,
                end(start),
                before.zone(),
                start,
                end(start),
                before.createdAt(),
                before.updatedAt(),
                cancellation,
                before.equipmentIds(),
                before.modality(),
                before.sessionId(),
                null);
    }

    public static BookingEvent event(BookingSnapshot booking) {
        return event(booking, "api");
    }

    public static BookingEvent event(BookingSnapshot booking, String origin) {
        return event(booking, origin, List.of());
    }

    /** With the change of status as it stands in events. */
    public static BookingEvent event(BookingSnapshot booking, BookingStatus before, String origin) {
        return event(
                booking,
                origin,
                List.of(new Change("status", before.name(), booking.status().name())));
    }

    private static BookingEvent event(BookingSnapshot booking, String origin, List<Change> changes) {
        String type = booking.version() == 1
                ? "booking.created"
                : booking.status() == BookingStatus.CANCELLED ? "booking.cancelled" : "booking.updated";
        return new BookingEvent(id(), type, booking.updatedAt(), booking, changes, CALLER, origin);
    }

    public static String id() {
        return Ids.next().toString();
    }

    private static Instant end(Instant start) {
        return start.plus(Duration.ofMinutes(30));
    }
}
