package org.visita.kit.inbox;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.visita.kit.outbox.Transactions;

/** Applies an event once, however often it is delivered. For writes that no version guards. */
@ApplicationScoped
public class Inbox {

    /** Longer than any topic keeps its records for redelivery. */
    private static final Duration KEPT = Duration.ofDays(8);

    private final Transactions transactions;
    private final Clock clock;

    @Inject
    Inbox(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Runs the work in one transaction with the note that the event was applied, unless it was before.
     *
     * @param consumer name of the consumer; two consumers of a service each apply the event
     * @param eventId the CloudEvents id
     */
    public Uni<Void> once(String consumer, String eventId, Supplier<Uni<Void>> work) {
        return transactions.write(() -> note(consumer, eventId).chain(first -> first ? work.get() : nothing()));
    }

    private Uni<Boolean> note(String consumer, String eventId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into inbox (consumer, event_id, received_at) values (?1, ?2, ?3)
                                on conflict do nothing""")
                        .setParameter(1, consumer)
                        .setParameter(2, eventId)
                        .setParameter(3, clock.instant())
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from inbox where received_at < ?1")
                        .setParameter(1, clock.instant().minus(KEPT))
                        .executeUpdate())
                .replaceWithVoid());
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
