package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The log of attempts: every time that a worker set out to an EHR, and what came of it. Codes and numbers only.
 *
 * <p>A delivery that waits for a part of ours looks again every second or so; of these looks, one a minute is kept.
 */
@ApplicationScoped
class Attempts {

    /** As the table takes it. */
    private record Line(
            String clinic,
            UUID connection,
            String booking,
            int version,
            Instant started,
            long took,
            String outcome,
            String code,
            Integer status) {

        static Line of(Settlement settlement) {
            ClaimedDelivery delivery = settlement.delivery();
            Failure failure = settlement.outcome().problem();
            return new Line(
                    delivery.connection().clinic(),
                    delivery.connection().id(),
                    delivery.bookingId(),
                    delivery.version(),
                    settlement.startedAt(),
                    settlement.took().toMillis(),
                    settlement.outcome().code(),
                    failure == null ? null : failure.code(),
                    failure == null ? null : failure.status());
        }
    }

    /** Joins the running transaction. */
    Uni<Void> log(List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into attempt
                                  (clinic, connection_id, booking_id, version, started_at, duration_ms, outcome, code,
                                   status)
                                select n.clinic, n.connection, n.booking, n.version, n.started, n.took, n.outcome,
                                       n.code, n.status
                                from json_to_recordset(cast(cast(?1 as text) as json)) as n (
                                  clinic text, connection uuid, booking text, version int, started timestamptz,
                                  took int, outcome text, code text, status int)
                                where n.outcome <> 'not-yet' or not exists (
                                  select 1 from attempt a
                                  where a.clinic = n.clinic and a.connection_id = n.connection
                                    and a.booking_id = n.booking and a.outcome = 'not-yet'
                                    and a.started_at > now() - interval '1 minute')""")
                        .setParameter(
                                1, Lines.of(settlements.stream().map(Line::of).toList()))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** @return how many went, at most {@code most} */
    Uni<Integer> purge(Duration kept, int most) {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session.createNativeQuery("""
                                delete from attempt
                                where ctid in (
                                  select ctid from attempt where started_at < now() - make_interval(secs => ?1)
                                  limit ?2 for update skip locked)""")
                .setParameter(1, Seconds.of(kept))
                .setParameter(2, (long) most)
                .executeUpdate()));
    }
}
