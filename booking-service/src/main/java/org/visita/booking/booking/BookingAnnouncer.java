package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.contracts.EventType;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.Change;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Leaves the event of a change in the outbox, in the transaction of the change. */
@ApplicationScoped
class BookingAnnouncer {

    private final Outbox outbox;

    @Inject
    BookingAnnouncer(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> announceCreated(Act act, Booking created) {
        return outbox.append(created(act, created));
    }

    /** The record of a new booking, for whoever writes it into the outbox himself. */
    static OutboxRecord created(Act act, Booking created) {
        return record(EventType.BOOKING_CREATED, act, created, List.of());
    }

    Uni<Void> announceChanged(Act act, Booking after, List<Change> changes) {
        EventType type = after instanceof Booking.Cancelled ? EventType.BOOKING_CANCELLED : EventType.BOOKING_UPDATED;
        return outbox.append(record(type, act, after, changes));
    }

    private static OutboxRecord record(EventType type, Act act, Booking booking, List<Change> changes) {
        UUID eventId = Ids.next();
        BookingEvent event = new BookingEvent(
                eventId.toString(),
                type.code(),
                booking.head().updatedAt(),
                Snapshots.of(booking),
                changes,
                act.actor(),
                act.source());
        return OutboxRecord.of(eventId, type, booking.head().id().toString(), event);
    }
}
