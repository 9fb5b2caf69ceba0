package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Predicate;
import org.visita.ehrsync.destination.ConnectionRef;

/**
 * Forgets everything that was learnt from an EHR: its ids may be another one's. Deliveries that are under way lose their
 * lease, so that none brings an old id back. Joins the running transaction.
 */
@ApplicationScoped
class StartOver {

    private static final String OF_CONNECTION = """
            d.clinic = ?1 and d.connection_id = ?2
              and w.clinic = d.clinic and w.booking_id = d.booking_id
              and c.clinic = d.clinic and c.id = d.connection_id
            """;

    private static final String TAKES_PLACE =
            "(w.ends_at > now() and w.status not in ('CANCELLED', 'ENTERED_IN_ERROR'))";

    /** What the EHR before held, or may have, this one never did: the rule that keeps such up to date is not for it. */
    private static final String LEAVE = """
            delete from delivery d using wanted_booking w, connection c
            where %s and d.dead_letter_id is null and not %s
            returning d.clinic, d.connection_id, d.booking_id, d.wanted_version, cast(null as text),
                      d.state = 'pending' or %s""".formatted(OF_CONNECTION, FlowRules.PASSES, TAKES_PLACE);

    /** The same for those with a dead letter, which stays: one that is on its way again is open again. */
    private static final String LAY_DOWN = """
            with mine as (
              select d.clinic, d.connection_id, d.booking_id, d.dead_letter_id, d.state = 'pending' as waits
              from delivery d, wanted_booking w, connection c
              where %s and d.dead_letter_id is not null and not %s
              order by d.booking_id for update of d),
            letters as (
              update dead_letter l set state = 'open', because = null, changed_at = now()
              from mine m where m.waits and l.clinic = m.clinic and l.id = m.dead_letter_id),
            down as (
              update delivery d
              set external_id = null, written_version = null, lease_token = null, lease_until = null, tries = 0,
                  state = case d.state when 'pending' then 'dead' else d.state end, updated_at = now()
              from mine m
              where d.clinic = m.clinic and d.connection_id = m.connection_id and d.booking_id = m.booking_id
              returning d.clinic, d.connection_id, d.booking_id, d.wanted_version, d.external_id, m.waits)
            select * from down""".formatted(OF_CONNECTION, FlowRules.PASSES);

    /**
     * A try is left to each, so that the EHR is searched first: it may be the same one at a new address. For its sake
     * what waits to be called off goes on waiting, too; what was called off before is not brought up again.
     */
    private static final String AGAIN = """
            update delivery d
            set external_id = null, written_version = null, lease_token = null, lease_until = null,
                tries = greatest(d.tries, 1), attempts = 0, next_attempt_at = now(),
                state = case when d.state = 'written' and %s then 'pending' else d.state end,
                behind_since = case d.state when 'pending' then d.behind_since else now() end, updated_at = now()
            from wanted_booking w, connection c
            where %s and %s
            returning d.clinic, d.connection_id, d.booking_id, d.wanted_version, d.external_id, d.state = 'pending'""".formatted(TAKES_PLACE, OF_CONNECTION, FlowRules.PASSES);

    private static final String FORGET_PATIENTS = "delete from patient_link where clinic = ?1 and connection_id = ?2";

    private static final String CLOSE_CIRCUIT = """
            update circuit set state = 'closed', failures = 0, probes = 0, canary = null, probe_at = null
            where clinic = ?1 and connection_id = ?2""";

    private final SyncAnnouncer announcer;

    @Inject
    StartOver(SyncAnnouncer announcer) {
        this.announcer = announcer;
    }

    Uni<Void> of(ConnectionRef connection) {
        return news(LEAVE, connection)
                .chain(left -> announcer.failed(left, LeaveFlow.NOT_IN_FLOW))
                .chain(() -> news(LAY_DOWN, connection))
                .chain(left -> announcer.failed(left, LeaveFlow.NOT_IN_FLOW))
                .chain(() -> news(AGAIN, connection))
                .chain(announcer::pending)
                .chain(() -> execute(FORGET_PATIENTS, connection))
                .chain(() -> execute(CLOSE_CIRCUIT, connection));
    }

    /** Those whose last column says that booking-service does not know yet. */
    private static Uni<List<WantedDelivery>> news(String sql, ConnectionRef connection) {
        Predicate<Object[]> isNews = row -> (Boolean) row[5];
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql, Object[].class)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .getResultList())
                .map(rows ->
                        rows.stream().filter(isNews).map(WantedDelivery::of).toList());
    }

    private static Uni<Void> execute(String sql, ConnectionRef connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
