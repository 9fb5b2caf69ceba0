package org.visita.booking.booking;

import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingHead;
import org.visita.booking.booking.domain.Visit;
import org.visita.contracts.Modality;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;

/** A booking in the words of its event. */
final class Snapshots {

    private Snapshots() {}

    static BookingSnapshot of(Booking booking) {
        return switch (booking) {
            case Booking.Booked booked -> of(booked, BookingStatus.BOOKED, null);
            case Booking.Cancelled cancelled ->
                of(
                        cancelled,
                        BookingStatus.CANCELLED,
                        new Cancellation(
                                Cancellation.By.valueOf(cancelled.why().by().name()),
                                Cancellation.Reason.valueOf(cancelled.why().name())));
        };
    }

    private static BookingSnapshot of(Booking booking, BookingStatus status, Cancellation cancellation) {
        BookingHead head = booking.head();
        Visit visit = booking.visit();
        return new BookingSnapshot(
                head.id().toString(),
                head.clinic(),
                head.version(),
                status,
                visit.patientId().toString(),
                visit.visitTypeId().toString(),
                visit.practitionerId().toString(),
                visit.locationId().toString(),
                visit.roomId() == null ? null : visit.roomId().toString(),
                visit.start(),
                visit.end(),
                visit.zone().getId(),
                visit.occupiedFrom(),
                visit.occupiedTo(),
                head.createdAt(),
                head.updatedAt(),
                cancellation,
                visit.equipmentIds().stream().map(UUID::toString).toList(),
                switch (visit.modality()) {
                    case IN_PERSON -> Modality.IN_PERSON;
                    case TELEHEALTH -> Modality.TELEHEALTH;
                },
                visit.sessionId() == null ? null : visit.sessionId().toString());
    }
}
