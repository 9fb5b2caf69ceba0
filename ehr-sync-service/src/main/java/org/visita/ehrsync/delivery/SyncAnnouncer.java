package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.contracts.EventType;
import org.visita.contracts.sync.BookingSync;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Tells booking-service how far a booking has come. Joins the running transaction. */
@ApplicationScoped
class SyncAnnouncer {

    private final Outbox outbox;
    private final Clock clock;

    @Inject
    SyncAnnouncer(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> pending(WantedDelivery wanted) {
        return announce(
                wanted.connection(),
                wanted.bookingId(),
                BookingSync.State.PENDING,
                wanted.version(),
                wanted.externalId(),
                null);
    }

    Uni<Void> written(ClaimedDelivery delivery, DeliveryOutcome.Written written) {
        return announce(
                delivery.connection(),
                delivery.bookingId(),
                BookingSync.State.WRITTEN,
                written.version(),
                written.externalId(),
                null);
    }

    Uni<Void> failed(ClaimedDelivery delivery, String externalId, Failure failure) {
        return announce(
                delivery.connection(),
                delivery.bookingId(),
                BookingSync.State.FAILED,
                delivery.version(),
                externalId,
                failure.code());
    }

    private Uni<Void> announce(
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
        return outbox.append(OutboxRecord.of(eventId, EventType.BOOKING_SYNC_CHANGED, bookingId, event));
    }
}
