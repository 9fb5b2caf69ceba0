package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.visita.contracts.EventType;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Tells booking-service how far a booking has come. */
@ApplicationScoped
class SyncAnnouncer {

    private final Outbox outbox;
    private final Clock clock;

    @Inject
    SyncAnnouncer(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Joins the running transaction. */
    Uni<Void> pending(List<WantedDelivery> wanted) {
        return outbox.appendAll(wanted.stream()
                .map(each -> record(
                        each.connection(),
                        each.bookingId(),
                        BookingSync.State.PENDING,
                        each.version(),
                        each.externalId(),
                        null))
                .toList());
    }

    OutboxRecord written(ClaimedDelivery delivery, DeliveryOutcome.Written written) {
        return record(
                delivery.connection(),
                delivery.bookingId(),
                BookingSync.State.WRITTEN,
                written.version(),
                written.externalId(),
                null);
    }

    OutboxRecord failed(ClaimedDelivery delivery, String externalId, Failure failure) {
        return record(
                delivery.connection(),
                delivery.bookingId(),
                BookingSync.State.FAILED,
                delivery.version(),
                externalId,
                failure.code());
    }

    /** Nobody tries to write them any more. Joins the running transaction. */
    Uni<Void> failed(List<WantedDelivery> given, String reason) {
        return outbox.appendAll(given.stream()
                .map(each -> record(
                        each.connection(),
                        each.bookingId(),
                        BookingSync.State.FAILED,
                        each.version(),
                        each.externalId(),
                        reason))
                .toList());
    }

    private OutboxRecord record(
            ConnectionRef connection,
            String bookingId,
            BookingSync.State state,
            int version,
            String externalId,
            String reason) {
        UUID eventId = Ids.next();
        BookingSync event = new BookingSync(
                eventId.toString(),
                bookingId,
                connection.clinic(),
                connection.id().toString(),
                state,
                version,
                externalId,
                reason,
                clock.instant());
        return OutboxRecord.of(eventId, EventType.BOOKING_SYNC_CHANGED, bookingId, event);
    }
}
