package org.visita.booking.sync;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.visita.contracts.Topics;
import org.visita.contracts.sync.BookingSync;
import org.visita.kit.inbox.Inbox;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.topics.EventBatches;

/** Notes how far bookings have come on their way to the EHRs. */
@ApplicationScoped
class SyncListener {

    private final EventBatches batches;
    private final Inbox inbox;
    private final Transactions transactions;
    private final BookingSyncs syncs;

    @Inject
    SyncListener(EventBatches batches, Inbox inbox, Transactions transactions, BookingSyncs syncs) {
        this.batches = batches;
        this.inbox = inbox;
        this.transactions = transactions;
        this.syncs = syncs;
    }

    @Incoming("booking-sync")
    Uni<Void> consume(List<byte[]> records) {
        return batches.apply(Topics.BOOKING_SYNC, records, BookingSync.class, this::apply);
    }

    // By the inbox: the same version goes from pending to written, so a version would not tell what is newer.
    private Uni<Void> apply(List<BookingSync> events) {
        return transactions.write(() -> EventBatches.inOrder(
                events, event -> inbox.once("booking.sync", event.eventId(), () -> syncs.apply(event))));
    }
}
