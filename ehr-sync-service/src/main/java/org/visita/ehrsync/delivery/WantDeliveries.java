package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.kit.topics.EventJson;

/** Moves the wanted version of deliveries forward, never back, and says so. Joins the running transaction. */
@ApplicationScoped
public class WantDeliveries {

    /** Whether the booking of a {@code dead_letter l} of a {@code connection c} flows there, or the EHR holds it. */
    public static final String FLOWS = """
            exists (select 1
                    from wanted_booking w join delivery d on d.clinic = w.clinic and d.booking_id = w.booking_id
                    where w.clinic = l.clinic and w.booking_id = l.booking_id and d.connection_id = l.connection_id
                      and (d.external_id is not null and c.direction <> 'inbound' or
            """ + FlowRules.PASSES + "))";

    /** What a connection did not want before it was last changed, it is not behind with since before then. */
    private static final String WANT = """
            insert into delivery as held
              (clinic, connection_id, booking_id, wanted_version, state, next_attempt_at, updated_at, behind_since)
            select w.clinic, c.id, w.booking_id, w.version, 'pending', now(), now(),
                   greatest(w.occurred_at, c.updated_at)
            from wanted_booking w join connection c on c.clinic = w.clinic
            where %s
            order by w.booking_id, c.id limit %s
            on conflict (clinic, connection_id, booking_id) do update
            set wanted_version = excluded.wanted_version, state = 'pending', attempts = 0, next_attempt_at = now(),
                first_failed_at = null, last_failed_at = null, updated_at = now(),
                behind_since = case held.state when 'pending' then held.behind_since else excluded.behind_since end
            where held.wanted_version < excluded.wanted_version
            returning clinic, connection_id, booking_id, wanted_version, external_id, dead_letter_id""";

    private static final String OF_BOOKINGS = WANT.formatted(
            FlowRules.NO_ECHO + " and (" + FlowRules.PASSES + " or " + FlowRules.MAY_BE_HELD + """
            ) and (w.clinic, w.booking_id, w.version) in (
                select n.clinic, n.id, n.version
                from json_to_recordset(cast(cast(?1 as text) as json)) as n (clinic text, id text, version int))""", "all");

    /**
     * What takes place and has not ended; and what the EHR holds, as it is now. Not what is wanted as it is already: a
     * conflict locks and writes a row, and there is one for every booking ever.
     */
    private static final String OF_CONNECTION = WANT.formatted(
            "w.clinic = ?1 and c.id = ?2 and " + FlowRules.NO_ECHO + """
             and not exists (
              select 1 from delivery k
              where k.clinic = w.clinic and k.connection_id = c.id and k.booking_id = w.booking_id
                and k.wanted_version >= w.version)
            and (""" + FlowRules.MAY_BE_HELD
                    + " or w.ends_at > now() and w.status not in ('CANCELLED', 'ENTERED_IN_ERROR') and "
                    + FlowRules.PASSES + ")",
            "?3");

    /** Deliveries that a statement wants: it has to end within the database's time-out for one. */
    private static final int AT_ONCE = 5_000;

    /** Locks the deliveries first, as workers do that settle one. Of an inbound connection none would ever be taken up. */
    private static final String OF_DEAD_LETTERS = """
            with mine as (
              select d.clinic, d.connection_id, d.booking_id, d.dead_letter_id
              from delivery d join connection c on c.clinic = d.clinic and c.id = d.connection_id
              where d.clinic = ?1 and d.state = 'dead' and c.direction <> 'inbound'
                and d.dead_letter_id in (select cast(value as uuid) from json_array_elements_text(cast(cast(?2 as text) as json)))
              order by d.booking_id, d.connection_id for update of d),
            letters as (
              update dead_letter l set state = 'retrying', because = ?3, changed_at = now()
              from mine m where l.clinic = m.clinic and l.id = m.dead_letter_id),
            again as (
              update delivery d
              set state = 'pending', attempts = 0, next_attempt_at = now(), first_failed_at = null,
                  last_failed_at = null, updated_at = now(), behind_since = now()
              from mine m
              where d.clinic = m.clinic and d.connection_id = m.connection_id and d.booking_id = m.booking_id
              returning d.clinic, d.connection_id, d.booking_id, d.wanted_version, d.external_id, d.dead_letter_id)
            select * from again""";

    private static final String RETRYING = """
            update dead_letter
            set state = 'retrying', because = 'newer-version', changed_at = now(), discard_reason = null,
                discarded_by = null, discarded_at = null
            where (clinic, id) in (
                select n.clinic, n.id
                from json_to_recordset(cast(cast(?1 as text) as json)) as n (clinic text, id uuid))
              and state <> 'resolved'""";

    private final LeaveFlow leaveFlow;
    private final SyncAnnouncer announcer;

    @Inject
    WantDeliveries(LeaveFlow leaveFlow, SyncAnnouncer announcer) {
        this.leaveFlow = leaveFlow;
        this.announcer = announcer;
    }

    /** @param versions JSON array of {@code clinic}, {@code id}, {@code version} of bookings as they are stored now */
    public Uni<Void> ofBookings(String versions) {
        // First, and apart: what a worker takes up meanwhile is seen by the second as one that the EHR may hold.
        return leaveFlow
                .ofBookings(versions)
                .chain(Panache::getSession)
                .chain(session -> session.createNativeQuery(OF_BOOKINGS, Object[].class)
                        .setParameter(1, versions)
                        .getResultList())
                .call(this::healed)
                .call(this::announce)
                .replaceWithVoid();
    }

    /** Bookings must not be stored meanwhile. */
    Uni<Void> ofConnection(ConnectionRef connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_CONNECTION, Object[].class)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .setParameter(3, AT_ONCE)
                        .getResultList())
                .call(this::healed)
                .call(this::announce)
                .chain(wanted -> wanted.size() < AT_ONCE ? Uni.createFrom().voidItem() : ofConnection(connection));
    }

    /**
     * Dead letters are tried again, with all attempts before them.
     *
     * @param because what set them going: {@code replay}, {@code mapping-completed} ...
     * @return those that were dead, and are no longer
     */
    public Uni<Set<UUID>> again(String clinic, Collection<UUID> deadLetters, String because) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_DEAD_LETTERS, Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, json(deadLetters))
                        .setParameter(3, because)
                        .getResultList())
                .call(this::announce)
                .map(rows -> rows.stream().map(row -> (UUID) row[5]).collect(Collectors.toUnmodifiableSet()));
    }

    /** What has a dead letter is on its way again, by itself. */
    private Uni<Void> healed(List<Object[]> wanted) {
        List<Map<String, Object>> letters = wanted.stream()
                .filter(row -> row[5] != null)
                .map(row -> Map.of("clinic", row[0], "id", row[5]))
                .toList();
        return letters.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(RETRYING)
                                .setParameter(1, json(letters))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    private static String json(Object value) {
        return new String(EventJson.write(value), StandardCharsets.UTF_8);
    }

    private Uni<Void> announce(List<Object[]> wanted) {
        return announcer.pending(wanted.stream().map(WantedDelivery::of).toList());
    }
}
