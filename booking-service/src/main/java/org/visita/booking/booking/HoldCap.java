package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.visita.booking.BookingConfig;

/** Lets nobody hold a clinic's whole day. */
@ApplicationScoped
class HoldCap {

    private final BookingConfig config;
    private final Clock clock;

    @Inject
    HoldCap(BookingConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Fails with {@code too-many-holds} if the client has as many live holds as it may. Joins the running transaction;
     * until its end the client's next hold waits, so that two at once cannot both be the last one.
     */
    Uni<Void> check(Act act) {
        Instant now = clock.instant();
        return lock(act)
                .chain(Panache::getSession)
                .chain(session -> session.createNativeQuery("""
                                select count(*), min(hold_expires_at) from booking
                                where clinic = :clinic and status = 'HELD' and hold_expires_at > :now
                                    and hold_by = :client""", Object[].class)
                        .setParameter("clinic", act.clinic())
                        .setParameter("now", now)
                        .setParameter("client", act.actor().toString())
                        .getSingleResult())
                .invoke(row -> refuseIfFull((Long) row[0], row[1], now))
                .replaceWithVoid();
    }

    private void refuseIfFull(long holds, Object firstToEnd, Instant now) {
        if (holds >= config.holds().perClient()) {
            throw BookingProblem.TOO_MANY_HOLDS
                    .because("At most " + config.holds().perClient() + " at once. Book or release one of them.")
                    .retryAfter(Duration.between(now, ((OffsetDateTime) firstToEnd).toInstant())
                            .plusSeconds(1))
                    .asException();
        }
    }

    private static Uni<Void> lock(Act act) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select 1 from pg_advisory_xact_lock(hashtextextended(:client, 1))", Integer.class)
                        .setParameter("client", "holds " + act.clinic() + ' ' + act.actor())
                        .getSingleResult())
                .replaceWithVoid();
    }
}
