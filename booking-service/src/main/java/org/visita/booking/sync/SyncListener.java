package org.visita.booking.sync;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.visita.contracts.Topics;
import org.visita.contracts.sync.BookingSync;
import org.visita.kit.context.FreshContext;
import org.visita.kit.inbox.Inbox;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.topics.EventBatches;

/** Notes how far bookings have come on their way to the EHRs. */
@ApplicationScoped
class SyncListener {

    /** For a batch; PostgreSQL ends a transaction in which nothing is done after 10 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FreshContext contexts;
    private final EventBatches batches;
    private final Inbox inbox;
    private final Transactions transactions;
    private final BookingSyncs syncs;

    @Inject
    SyncListener(
            FreshContext contexts, EventBatches batches, Inbox inbox, Transactions transactions, BookingSyncs syncs) {
        this.contexts = contexts;
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
        // On a context of its own, and not for ever: after an outage of the broker a batch was seen to begin and never
        // to
        // end, and with it all news.
        return contexts.run(() -> transactions.write(() -> EventBatches.inOrder(
                        events, event -> inbox.once("booking.sync", event.eventId(), () -> syncs.apply(event)))))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }
}
