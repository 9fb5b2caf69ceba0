package org.visita.ehrsync.replay;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.kit.topics.EventJson;

/** The dead letters of a replay, and how far each has come. The caller has the replay locked. */
@ApplicationScoped
class ReplayItems {

    /** On their way at once: what comes back tells whether to go on. */
    private static final long MOST_UNDER_WAY = 1000;

    /** A letter that is open again has failed again: it was taken out of this state when it was sent. */
    private static final String SETTLE = """
            with settled as (
              update replay_item i
              set state = coalesce((select case l.state when 'resolved' then 'written' when 'open' then 'failed' end
                                    from dead_letter l where l.clinic = i.clinic and l.id = i.dead_letter_id),
                                   'skipped')
              where i.clinic = ?1 and i.replay_id = ?2 and i.state = 'sent'
                and not exists (select 1 from dead_letter l where l.clinic = i.clinic and l.id = i.dead_letter_id
                                  and l.state = 'retrying')
              returning i.state)
            select state, count(*) from settled group by state""";

    /**
     * Those of paused or inbound connections and of EHRs that do not answer wait, without holding up the others. The rate is that of
     * any second, whichever replica did what in it.
     */
    private static final String NEXT = """
            select i.dead_letter_id
            from replay_item i
            join dead_letter l on l.clinic = i.clinic and l.id = i.dead_letter_id and l.state = 'open'
            join connection c on c.clinic = l.clinic and c.id = l.connection_id and c.status = 'active'
              and c.direction <> 'inbound'
            join circuit k on k.clinic = c.clinic and k.connection_id = c.id and k.state = 'closed'
            where i.clinic = ?1 and i.replay_id = ?2 and i.state = 'waiting'
            order by i.dead_letter_id
            limit greatest(0, least(?3,
              ?4 - (select count(*) from replay_item s where s.clinic = ?1 and s.replay_id = ?2
                      and s.sent_at > clock_timestamp() - interval '1 second'),
              ?5 - (select count(*) from replay_item s where s.clinic = ?1 and s.replay_id = ?2
                      and s.state = 'sent')))""";

    private static final String CAN_GO_OUT = """
            select exists (
              select 1
              from replay r
              join connection c on c.clinic = r.clinic and c.status = 'active' and c.direction <> 'inbound'
                and cast(c.id as text) = coalesce(cast(r.criteria as json) ->> 'connection', cast(c.id as text))
              join circuit k on k.clinic = c.clinic and k.connection_id = c.id and k.state = 'closed'
              where r.clinic = ?1 and r.id = ?2
                and exists (select 1 from dead_letter l
                            where l.clinic = c.clinic and l.connection_id = c.id and l.state = 'open'))""";

    Uni<Map<String, Integer>> settle(Replays.Key replay) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SETTLE, Object[].class)
                        .setParameter(1, replay.clinic())
                        .setParameter(2, replay.id())
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> (String) row[0], row -> Math.toIntExact((Long) row[1]))));
    }

    /**
     * Whether there is any connection with open letters, of those that the replay may be about, to which something can go
     * out. If not, there is no need to look for {@link #next} in what may be a hundred thousand that wait.
     */
    Uni<Boolean> canGoOut(Replays.Key replay) {
        return Panache.getSession().chain(session -> session.createNativeQuery(CAN_GO_OUT, Boolean.class)
                .setParameter(1, replay.clinic())
                .setParameter(2, replay.id())
                .getSingleResult());
    }

    /** @param most at this moment, so that a second's share does not go out at its beginning */
    Uni<List<UUID>> next(Replays.Key replay, int perSecond, int most) {
        return Panache.getSession().chain(session -> session.createNativeQuery(NEXT, UUID.class)
                .setParameter(1, replay.clinic())
                .setParameter(2, replay.id())
                .setParameter(3, (long) most)
                .setParameter(4, (long) perSecond)
                .setParameter(5, MOST_UNDER_WAY)
                .getResultList());
    }

    Uni<Void> sent(Replays.Key replay, Collection<UUID> letters) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update replay_item set state = 'sent', sent_at = clock_timestamp()
                                where clinic = ?1 and replay_id = ?2 and dead_letter_id in (
                                  select cast(value as uuid) from json_array_elements_text(cast(cast(?3 as text) as json)))""")
                        .setParameter(1, replay.clinic())
                        .setParameter(2, replay.id())
                        .setParameter(3, new String(EventJson.write(letters), StandardCharsets.UTF_8))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The replay ends before their turn. */
    Uni<Integer> skipRest(Replays.Key replay) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                update replay_item set state = 'skipped'
                                where clinic = ?1 and replay_id = ?2 and state = 'waiting'""")
                .setParameter(1, replay.clinic())
                .setParameter(2, replay.id())
                .executeUpdate());
    }

    Uni<Boolean> anyLeft(Replays.Key replay) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                select exists (select 1 from replay_item
                                               where clinic = ?1 and replay_id = ?2 and state in ('waiting', 'sent'))""", Boolean.class)
                .setParameter(1, replay.clinic())
                .setParameter(2, replay.id())
                .getSingleResult());
    }

    Uni<Long> failed(Replays.Key replay) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                select count(*) from replay_item
                                where clinic = ?1 and replay_id = ?2 and state = 'failed'""", Long.class)
                .setParameter(1, replay.clinic())
                .setParameter(2, replay.id())
                .getSingleResult());
    }
}
