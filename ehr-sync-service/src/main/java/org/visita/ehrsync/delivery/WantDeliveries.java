package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Moves the wanted version of deliveries forward, never back, and says so. Joins the running transaction. */
@ApplicationScoped
public class WantDeliveries {

    private static final String WANT = """
            insert into delivery as held
              (clinic, connection_id, booking_id, wanted_version, state, next_attempt_at, updated_at)
            select w.clinic, c.id, w.booking_id, w.version, 'pending', now(), now()
            from wanted_booking w join connection c on c.clinic = w.clinic
            where %s
            order by w.booking_id
            on conflict (clinic, connection_id, booking_id) do update
            set wanted_version = excluded.wanted_version, state = 'pending', attempts = 0, next_attempt_at = now(),
                first_failed_at = null, last_failed_at = null, failure_code = null, failure_status = null,
                failure_message = null, dead_letter_id = null, dead_class = null, updated_at = now()
            where held.wanted_version < excluded.wanted_version
            returning clinic, connection_id, booking_id, wanted_version, external_id""";

    /** A hold is not synchronised, neither is its end; what came from an EHR is not written back to it. */
    private static final String OF_BOOKINGS = WANT.formatted("""
            w.status <> 'HELD' and w.changed_by <> 'ehr:' || c.id
              and (w.clinic, w.booking_id, w.version) in (
                select n.clinic, n.id, n.version
                from json_to_recordset(cast(cast(?1 as text) as json)) as n (clinic text, id text, version int))""");

    private static final String OF_CONNECTION = WANT.formatted("""
            w.clinic = ?1 and c.id = ?2 and w.ends_at > now()
              and w.status not in ('HELD', 'CANCELLED', 'ENTERED_IN_ERROR') and w.changed_by <> 'ehr:' || c.id""");

    private static final String OF_DEAD_LETTER = """
            update delivery
            set state = 'pending', attempts = 0, next_attempt_at = now(), first_failed_at = null,
                last_failed_at = null, failure_code = null, failure_status = null, failure_message = null,
                dead_letter_id = null, dead_class = null, updated_at = now()
            where clinic = ?1 and dead_letter_id = ?2 and state = 'dead'
            returning clinic, connection_id, booking_id, wanted_version, external_id""";

    private final SyncAnnouncer announcer;

    @Inject
    WantDeliveries(SyncAnnouncer announcer) {
        this.announcer = announcer;
    }

    /** @param versions JSON array of {@code clinic}, {@code id}, {@code version} of bookings as they are stored now */
    public Uni<Void> ofBookings(String versions) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_BOOKINGS, Object[].class)
                        .setParameter(1, versions)
                        .getResultList())
                .call(this::announce)
                .replaceWithVoid();
    }

    Uni<Void> ofNewConnection(ConnectionRef connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_CONNECTION, Object[].class)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .getResultList())
                .call(this::announce)
                .replaceWithVoid();
    }

    /** False if there is no such dead letter, or no longer. */
    public Uni<Boolean> again(String clinic, UUID deadLetter) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_DEAD_LETTER, Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, deadLetter)
                        .getResultList())
                .call(this::announce)
                .map(rows -> !rows.isEmpty());
    }

    private Uni<Void> announce(List<Object[]> wanted) {
        return Multi.createFrom()
                .iterable(wanted)
                .map(WantedDelivery::of)
                .onItem()
                .transformToUniAndConcatenate(announcer::pending)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
