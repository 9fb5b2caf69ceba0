package org.visita.ehrsync.replay;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of replays. Joins the running transaction or session. */
@ApplicationScoped
class Replays {

    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String STOPPED = "stopped";
    static final String CANCELLED = "cancelled";

    /** One of them, of whichever clinic. */
    record Key(String clinic, UUID id) {}

    /** As far as its progress depends on it. */
    record Running(int perSecond, int stopAfter, String state) {

        boolean goesOn() {
            return state.equals(RUNNING);
        }
    }

    /** With what matches at this moment; answers how many that are. */
    Uni<Integer> add(Key key, String by, ReplayJson.Plan plan) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                insert into replay (clinic, id, by_actor, criteria, per_second, stop_after, state,
                                                    created_at)
                                values (?1, ?2, ?3, ?4, ?5, ?6, 'running', now())""")
                .setParameter(1, key.clinic())
                .setParameter(2, key.id())
                .setParameter(3, by)
                .setParameter(4, plan.filter().json())
                .setParameter(5, plan.perSecond())
                .setParameter(6, plan.stopAfter())
                .executeUpdate()
                .chain(() -> session.createNativeQuery("""
                                        insert into replay_item (clinic, replay_id, dead_letter_id)
                                        select l.clinic, ?3, l.id from dead_letter l
                                        """ + plan.filter().join() + "where l.clinic = ?1")
                        .setParameter(1, key.clinic())
                        .setParameter(2, plan.filter().json())
                        .setParameter(3, key.id())
                        .executeUpdate()));
    }

    Uni<Long> running(String clinic) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select count(*) from replay where clinic = ?1 and state = 'running'", Long.class)
                .setParameter(1, clinic)
                .getSingleResult());
    }

    /** Those that run, and those that ended before all that they sent had arrived. */
    Uni<List<Key>> underWay() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select clinic, id from replay r
                                where state = 'running'
                                  or ended_at > now() - interval '2 days' and exists (
                                    select 1 from replay_item i
                                    where i.clinic = r.clinic and i.replay_id = r.id and i.state = 'sent')""", Object[].class).getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Key((String) row[0], (UUID) row[1]))
                        .toList());
    }

    /** Empty if another replica is at it. */
    Uni<Optional<Running>> lockIfFree(Key key) {
        return lock(key, "for update skip locked");
    }

    /** Empty if there is none. */
    Uni<Optional<Running>> lock(Key key) {
        return lock(key, "for update");
    }

    private static Uni<Optional<Running>> lock(Key key, String how) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select per_second, stop_after, state from replay where clinic = ?1 and id = ?2 " + how,
                                Object[].class)
                        .setParameter(1, key.clinic())
                        .setParameter(2, key.id())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new Running((Integer) found[0], (Integer) found[1], (String) found[2])));
    }

    /** The caller has it locked. */
    Uni<Void> end(Key key, String state) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update replay set state = ?3, ended_at = now() where clinic = ?1 and id = ?2")
                        .setParameter(1, key.clinic())
                        .setParameter(2, key.id())
                        .setParameter(3, state)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
