package org.visita.ehrsync.deadletter;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.kit.context.FreshContext;

/** Deletes what was settled long ago, with what people said about it. What is open or discarded stays. */
@ApplicationScoped
class ForgetDeadLetters {

    /** In one transaction. */
    private static final int CHUNK = 1000;

    private static final String FORGET = """
            with old as (
              select clinic, id from dead_letter
              where state = 'resolved' and changed_at < now() - make_interval(secs => ?1)
              order by changed_at limit ?2 for update skip locked),
            said as (
              delete from dead_letter_comment c using old o where c.clinic = o.clinic and c.dead_letter_id = o.id)
            delete from dead_letter l using old o where l.clinic = o.clinic and l.id = o.id""";

    private final FreshContext fresh;
    private final double kept;

    @Inject
    ForgetDeadLetters(FreshContext fresh, EhrSyncConfig config) {
        this.fresh = fresh;
        this.kept = config.deadLetters().kept().toSeconds();
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return fresh.run(this::chunk)
                .chain(deleted -> deleted < CHUNK ? Uni.createFrom().voidItem() : forget());
    }

    private Uni<Integer> chunk() {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session.createNativeQuery(FORGET)
                .setParameter(1, kept)
                .setParameter(2, (long) CHUNK)
                .executeUpdate()));
    }
}
