package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.visita.ehrsync.Columns;

/**
 * The rows of deliveries, as a worker ends its work on them. Whatever a worker writes is guarded by its lease: one that
 * was taken for dead and comes back changes nothing.
 */
@ApplicationScoped
class Deliveries {

    /** The wanted version may have moved on meanwhile: then the delivery is due again, at once. */
    Uni<Boolean> written(ClaimedDelivery claimed, DeliveryOutcome.Written written) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update delivery
                                set written_version = ?5, external_id = ?6,
                                    state = case when wanted_version > ?5 then 'pending' else 'written' end,
                                    attempts = 0, next_attempt_at = now(), first_failed_at = null,
                                    last_failed_at = null, failure_code = null, failure_status = null,
                                    failure_message = null, lease_token = null, lease_until = null, updated_at = now()
                                where clinic = ?1 and connection_id = ?2 and booking_id = ?3 and lease_token = ?4""")
                        .setParameter(1, claimed.connection().clinic())
                        .setParameter(2, claimed.connection().id())
                        .setParameter(3, claimed.bookingId())
                        .setParameter(4, claimed.lease())
                        .setParameter(5, written.version())
                        .setParameter(6, written.externalId())
                        .executeUpdate())
                .map(updated -> updated == 1);
    }

    /** Empty if the lease was lost. */
    Uni<Optional<DeliveryRecord>> lock(ClaimedDelivery claimed) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select wanted_version, attempts, external_id, first_failed_at, last_failed_at, now()
                                from delivery
                                where clinic = ?1 and connection_id = ?2 and booking_id = ?3 and lease_token = ?4
                                for update""", Object[].class)
                        .setParameter(1, claimed.connection().clinic())
                        .setParameter(2, claimed.connection().id())
                        .setParameter(3, claimed.bookingId())
                        .setParameter(4, claimed.lease())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new DeliveryRecord(
                                (Integer) found[0],
                                (Integer) found[1],
                                (String) found[2],
                                Columns.instant(found[3]),
                                Columns.instant(found[4]),
                                Columns.instant(found[5]))));
    }

    /** @param failed whether the EHR was at fault, or the booking; false where the EHR was not bothered */
    Uni<Void> again(ClaimedDelivery claimed, Verdict.Again again, DeliveryRecord before, boolean failed) {
        boolean counted = again.attempts() > before.attempts();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update delivery
                                set attempts = ?4, next_attempt_at = now() + make_interval(secs => ?5),
                                    first_failed_at = case
                                        when ?6 then coalesce(first_failed_at, now())
                                        -- An outage in between: the age starts anew.
                                        when ?7 then null
                                        else first_failed_at end,
                                    last_failed_at = case when ?7 then now() else last_failed_at end,
                                    lease_token = null, lease_until = null, updated_at = now()
                                where clinic = ?1 and connection_id = ?2 and booking_id = ?3""")
                        .setParameter(1, claimed.connection().clinic())
                        .setParameter(2, claimed.connection().id())
                        .setParameter(3, claimed.bookingId())
                        .setParameter(4, again.attempts())
                        .setParameter(5, Seconds.of(again.pause()))
                        .setParameter(6, counted)
                        .setParameter(7, failed)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> startAfresh(ClaimedDelivery claimed) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update delivery
                                set attempts = 0, next_attempt_at = now(), first_failed_at = null,
                                    last_failed_at = null, lease_token = null, lease_until = null, updated_at = now()
                                where clinic = ?1 and connection_id = ?2 and booking_id = ?3""")
                        .setParameter(1, claimed.connection().clinic())
                        .setParameter(2, claimed.connection().id())
                        .setParameter(3, claimed.bookingId())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> bury(ClaimedDelivery claimed, Verdict.GiveUp giveUp, Failure failure, UUID deadLetter) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update delivery
                                set state = 'dead', dead_letter_id = ?4, dead_class = ?5, attempts = ?6,
                                    failure_code = ?7, failure_status = nullif(?8, 0), failure_message = ?9,
                                    first_failed_at = coalesce(first_failed_at, now()), last_failed_at = now(),
                                    lease_token = null, lease_until = null, updated_at = now()
                                where clinic = ?1 and connection_id = ?2 and booking_id = ?3""")
                        .setParameter(1, claimed.connection().clinic())
                        .setParameter(2, claimed.connection().id())
                        .setParameter(3, claimed.bookingId())
                        .setParameter(4, deadLetter)
                        .setParameter(5, giveUp.deadClass())
                        .setParameter(6, giveUp.attempts())
                        .setParameter(7, failure.code())
                        .setParameter(8, failure.status() == null ? 0 : failure.status())
                        .setParameter(9, failure.message())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
