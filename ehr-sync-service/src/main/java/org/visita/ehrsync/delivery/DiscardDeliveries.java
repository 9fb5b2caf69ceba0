package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.kit.topics.EventJson;

/**
 * Lays deliveries aside that were given up, and takes them up again. A newer version of the booking goes out all the
 * same. Joins the running transaction.
 */
@ApplicationScoped
public class DiscardDeliveries {

    /** What booking-service is told. */
    public static final String DISCARDED = "discarded";

    /** Locks the deliveries first, as workers do that settle one. */
    private static final String DISCARD = """
            with mine as (
              select d.clinic, d.connection_id, d.booking_id, d.dead_letter_id, n.reason
              from delivery d
              join json_to_recordset(cast(cast(?2 as text) as json)) as n (id uuid, reason text)
                on n.id = d.dead_letter_id
              where d.clinic = ?1 and d.state = 'dead'
              order by d.booking_id, d.connection_id for update of d),
            letters as (
              update dead_letter l
              set state = 'discarded', because = null, discard_reason = m.reason, discarded_by = ?3,
                  discarded_at = now(), changed_at = now()
              from mine m where l.clinic = m.clinic and l.id = m.dead_letter_id),
            aside as (
              update delivery d set state = 'discarded', updated_at = now()
              from mine m
              where d.clinic = m.clinic and d.connection_id = m.connection_id and d.booking_id = m.booking_id
              returning d.clinic, d.connection_id, d.booking_id, d.wanted_version, d.external_id, d.dead_letter_id)
            select * from aside""";

    private static final String RESTORE = """
            with mine as (
              select clinic, connection_id, booking_id, dead_letter_id from delivery
              where clinic = ?1 and dead_letter_id = ?2 and state = 'discarded' for update),
            letters as (
              update dead_letter l
              set state = 'open', discard_reason = null, discarded_by = null, discarded_at = null, changed_at = now()
              from mine m where l.clinic = m.clinic and l.id = m.dead_letter_id),
            back as (
              update delivery d set state = 'dead', updated_at = now()
              from mine m
              where d.clinic = m.clinic and d.connection_id = m.connection_id and d.booking_id = m.booking_id
              returning d.clinic, d.connection_id, d.booking_id, d.wanted_version, d.external_id)
            select * from back""";

    private final SyncAnnouncer announcer;

    @Inject
    DiscardDeliveries(SyncAnnouncer announcer) {
        this.announcer = announcer;
    }

    /**
     * @param reasons by id of the dead letter, as they are stored
     * @param by who does it
     * @return those that were dead, and are discarded
     */
    public Uni<Set<UUID>> discard(String clinic, Map<UUID, String> reasons, String by) {
        List<Map<String, Object>> letters = reasons.entrySet().stream()
                .map(entry -> Map.<String, Object>of("id", entry.getKey(), "reason", entry.getValue()))
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DISCARD, Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, new String(EventJson.write(letters), StandardCharsets.UTF_8))
                        .setParameter(3, by)
                        .getResultList())
                .call(aside -> announce(aside, DISCARDED))
                .map(aside -> aside.stream().map(row -> (UUID) row[5]).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * @param code why it is a dead letter, which is what booking-service is told again
     * @return whether it was discarded, and is a dead letter again
     */
    public Uni<Boolean> restore(String clinic, UUID letter, String code) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RESTORE, Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, letter)
                        .getResultList())
                .call(back -> announce(back, code))
                .map(back -> !back.isEmpty());
    }

    private Uni<Void> announce(List<Object[]> deliveries, String reason) {
        return announcer.failed(deliveries.stream().map(WantedDelivery::of).toList(), reason);
    }
}
