package org.visita.ehrsync.replay;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Dead letters of a replay about which there is nothing left to do: healed, discarded or sent by somebody else meanwhile.
 * A replay may have a hundred thousand waiting; they are looked at some at a time, round and round.
 */
@ApplicationScoped
class GoneItems {

    private static final int MOST_KEPT = 10_000;
    private static final UUID START = new UUID(0, 0);

    private static final String SKIP = """
            with looked as (
              select i.dead_letter_id as id, l.state is distinct from 'open' as gone
              from (select clinic, dead_letter_id from replay_item
                    where clinic = ?1 and replay_id = ?2 and state = 'waiting' and dead_letter_id > ?3
                    order by dead_letter_id limit ?4) as i
              left join dead_letter l on l.clinic = i.clinic and l.id = i.dead_letter_id),
            skipped as (
              update replay_item i set state = 'skipped'
              from looked
              where i.clinic = ?1 and i.replay_id = ?2 and i.dead_letter_id = looked.id and looked.gone
              returning 1)
            select (select count(*) from skipped), (select count(*) from looked),
                   (select id from looked order by id desc limit 1)""";

    /** Where the next look begins. Each replica has its own: looking twice does no harm. */
    private final Map<Replays.Key, UUID> reached = new ConcurrentHashMap<>();

    /**
     * Answers how many it found. The caller has the replay locked.
     *
     * @param most to look at
     */
    Uni<Integer> skip(Replays.Key replay, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SKIP, Object[].class)
                        .setParameter(1, replay.clinic())
                        .setParameter(2, replay.id())
                        .setParameter(3, reached.getOrDefault(replay, START))
                        .setParameter(4, (long) most)
                        .getSingleResult())
                .invoke(row -> remember(replay, (Long) row[1] < most ? START : (UUID) row[2]))
                .map(row -> Math.toIntExact((Long) row[0]));
    }

    void forget(Replays.Key replay) {
        reached.remove(replay);
    }

    private void remember(Replays.Key replay, UUID last) {
        if (last.equals(START)) {
            forget(replay);
            return;
        }
        if (reached.size() >= MOST_KEPT) {
            reached.clear();
        }
        reached.put(replay, last);
    }
}
