package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Lifecycle;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.outbox.Transactions;

/**
 * Ends holds that have expired. Whoever needs the place of one does it on his way, in his own transaction; the timer
 * only keeps the table tidy, and nothing waits for it.
 */
@ApplicationScoped
class ExpireHolds {

    private static final Logger LOG = Logger.getLogger(ExpireHolds.class);

    /** More than are left behind in half a minute by a busy clinic; the rest waits for the next turn. */
    private static final int SWEPT_AT_ONCE = 1_000;

    private final Transactions transactions;
    private final Bookings bookings;
    private final WriteBooking write;
    private final Clock clock;

    @Inject
    ExpireHolds(Transactions transactions, Bookings bookings, WriteBooking write, Clock clock) {
        this.transactions = transactions;
        this.bookings = bookings;
        this.write = write;
        this.clock = clock;
    }

    /**
     * Ends those of them that are still held. Joins the running transaction. All are locked, in the order of their ids,
     * before the first one gives its seat back: whoever releases one has its row first, and then wants the session.
     */
    Uni<Void> expire(String clinic, Collection<UUID> ids) {
        return Multi.createFrom()
                .iterable(ids.stream().sorted().toList())
                .onItem()
                .transformToUniAndConcatenate(id -> bookings.findForChange(clinic, id))
                .collect()
                .asList()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(locked -> expire(clinic, locked))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Whoever was changing it is done by now: this looks at what has become of it. */
    private Uni<Void> expire(String clinic, Optional<Booking> locked) {
        Instant now = clock.instant();
        return locked.filter(Booking.Held.class::isInstance)
                .map(Booking.Held.class::cast)
                .filter(held -> held.hold().isExpired(now))
                .map(held -> write.change(Act.visita(clinic), Lifecycle.EXPIRE, held, held.expire(now)))
                .map(Uni::replaceWithVoid)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * Ends these, and all others of the visit's practitioner and type that have expired: each may just be being booked,
     * and would then count. Joins the running transaction.
     */
    Uni<Void> expireCounted(Visit visit, String clinic, Collection<UUID> others) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select cast(id as text) from booking
                                where clinic = :clinic and status = 'HELD' and hold_expires_at <= :now
                                    and practitioner_id = :practitioner and visit_type_id = :visitType""", String.class)
                        .setParameter("clinic", clinic)
                        .setParameter("now", clock.instant())
                        .setParameter("practitioner", visit.practitionerId())
                        .setParameter("visitType", visit.visitTypeId())
                        .getResultList())
                .chain(found -> {
                    Set<UUID> ids = new HashSet<>(others);
                    found.forEach(id -> ids.add(UUID.fromString(id)));
                    return expire(clinic, ids);
                });
    }

    /** Oldest first, each in a transaction of its own: one that fails holds up nobody, and is tried again next time. */
    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Panache.withSession(
                        () -> Panache.getSession().chain(session -> session.createNativeQuery("""
                                        select clinic, cast(id as text) from booking
                                        where status = 'HELD' and hold_expires_at <= :now
                                        order by hold_expires_at limit :most""", Object[].class)
                                .setParameter("now", clock.instant())
                                .setParameter("most", SWEPT_AT_ONCE)
                                .getResultList()))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(row -> sweep((String) row[0], UUID.fromString((String) row[1])))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> sweep(String clinic, UUID id) {
        return transactions
                .write(() -> expire(clinic, Set.of(id)))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "The expired hold %s could not be ended (%s); it blocks nobody, next try in 30 s",
                        id, failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithNull();
    }
}
