package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.ehrsync.Columns;

/**
 * The rows of deliveries, as workers end their work on them. Whatever a worker writes is guarded by its lease: one that
 * was taken for dead and comes back changes nothing. Joins the running transaction.
 */
@ApplicationScoped
class Deliveries {

    /** Which row a lease is on. */
    private record Leased(String clinic, UUID connection, String booking, UUID lease) {
        static Leased of(ClaimedDelivery claimed) {
            return new Leased(
                    claimed.connection().clinic(), claimed.connection().id(), claimed.bookingId(), claimed.lease());
        }
    }

    /**
     * In the order in which events lock them too, so that neither waits for the other for ever. The circuit is looked up
     * afterwards: joined in one, before there are statistics, all deliveries of the connection were read for each that
     * is meant (measured: 430 ms for 16 of 20,000). Row by row, for the same reason.
     */
    static final String LOCK = """
            with held as materialized (
              select d.*
              from (select * from json_to_recordset(cast(cast(?1 as text) as json))
                      as r (clinic text, connection uuid, booking text, lease uuid)
                    order by r.booking, r.connection) n
              cross join lateral (
                select p.* from delivery p
                where p.clinic = n.clinic and p.connection_id = n.connection and p.booking_id = n.booking
                  and p.lease_token = n.lease
                for update) d)
            select d.lease_token, d.state, d.wanted_version, d.attempts, d.external_id, d.first_failed_at,
                   d.last_failed_at, d.dead_letter_id,
                   k.state = 'closed' and k.failures = 0 and k.ramp is null
                     and coalesce(k.answered_at > now() - interval '1 second', false),
                   now()
            from held d join circuit k on k.clinic = d.clinic and k.connection_id = d.connection_id""";

    private static final String STORE = """
            update delivery d
            set state = n.state, written_version = coalesce(n.version, d.written_version),
                external_id = coalesce(n.external, d.external_id), attempts = n.attempts,
                next_attempt_at = now() + make_interval(secs => n.pause), first_failed_at = n.first,
                last_failed_at = n.last, dead_letter_id = n.letter, lease_token = null, lease_until = null,
                tries = case when n.asked then d.tries else greatest(0, d.tries - 1) end,
                behind_since = case when n.version is null then d.behind_since else now() end, updated_at = now()
            from json_to_recordset(cast(cast(?1 as text) as json)) as n (
              clinic text, connection uuid, booking text, lease uuid, state text, version int, external text,
              attempts int, pause float8, first timestamptz, last timestamptz, letter uuid, asked boolean)
            where d.clinic = n.clinic and d.connection_id = n.connection and d.booking_id = n.booking
              and d.lease_token = n.lease""";

    /** By lease; what lost its lease is not there. */
    Uni<Map<UUID, DeliveryRecord>> lock(List<ClaimedDelivery> claimed) {
        String leases = Lines.of(claimed.stream().map(Leased::of).toList());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, Object[].class)
                        .setParameter(1, leases)
                        .getResultList())
                .map(rows -> {
                    Map<UUID, DeliveryRecord> found = new HashMap<>();
                    rows.forEach(row -> found.put((UUID) row[0], record(Arrays.copyOfRange(row, 1, row.length))));
                    return found;
                });
    }

    Uni<Void> store(List<DeliveryChange> changes) {
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(STORE)
                                .setParameter(1, Lines.of(changes))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    private static DeliveryRecord record(Object[] row) {
        return new DeliveryRecord(
                (String) row[0],
                (Integer) row[1],
                (Integer) row[2],
                (String) row[3],
                Columns.instant(row[4]),
                Columns.instant(row[5]),
                (UUID) row[6],
                (Boolean) row[7],
                Columns.instant(row[8]));
    }
}
