package org.visita.booking.booking;

import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingHead;
import org.visita.booking.booking.domain.Visit;
import org.visita.contracts.Actor;
import org.visita.contracts.Modality;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.contracts.booking.Hold;

/** A booking in the words of its event. */
final class Snapshots {

    private Snapshots() {}

    static BookingStatus status(Booking booking) {
        return switch (booking) {
            case Booking.Held held -> BookingStatus.HELD;
            case Booking.Pending pending -> BookingStatus.PENDING;
            case Booking.Booked booked -> BookingStatus.BOOKED;
            case Booking.CheckedIn checkedIn -> BookingStatus.CHECKED_IN;
            case Booking.Fulfilled fulfilled -> BookingStatus.FULFILLED;
            case Booking.NoShow noShow -> BookingStatus.NO_SHOW;
            case Booking.Cancelled cancelled -> BookingStatus.CANCELLED;
            case Booking.EnteredInError error -> BookingStatus.ENTERED_IN_ERROR;
        };
    }

    static BookingSnapshot of(Booking booking) {
        BookingHead head = booking.head();
        Visit visit = booking.visit();
        return new BookingSnapshot(
                head.id().toString(),
                head.clinic(),
                head.version(),
                status(booking),
                visit.patientId().toString(),
                visit.visitTypeId().toString(),
                visit.practitionerId().toString(),
                visit.locationId().toString(),
                text(visit.roomId()),
                visit.start(),
                visit.end(),
                visit.zone().getId(),
                visit.occupiedFrom(),
                visit.occupiedTo(),
                head.createdAt(),
                head.updatedAt(),
                booking instanceof Booking.Cancelled cancelled ? cancellation(cancelled.why()) : null,
                visit.equipmentIds().stream().map(UUID::toString).toList(),
                switch (visit.modality()) {
                    case IN_PERSON -> Modality.IN_PERSON;
                    case TELEHEALTH -> Modality.TELEHEALTH;
                },
                text(visit.sessionId()),
                booking instanceof Booking.Held held
                        ? new Hold(Actor.parse(held.hold().by()), held.hold().expiresAt())
                        : null);
    }

    /** The contract's reasons are those of visits. A hold that came to nothing counts as the patient's wish. */
    private static Cancellation cancellation(org.visita.booking.booking.domain.Cancellation why) {
        return new Cancellation(
                Cancellation.By.valueOf(why.by().name()),
                why.endsAHold() ? Cancellation.Reason.PATIENT_REQUEST : Cancellation.Reason.valueOf(why.name()));
    }

    static String text(UUID id) {
        return id == null ? null : id.toString();
    }
}
