package org.visita.ehrsync.replay;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.kit.context.FreshContext;

/** Deletes replays that ended long ago. */
@ApplicationScoped
class ForgetReplays {

    private static final String FORGET = """
            with old as (
              select clinic, id from replay where ended_at < now() - make_interval(secs => ?1)
              limit 1 for update skip locked),
            items as (
              delete from replay_item i using old o where i.clinic = o.clinic and i.replay_id = o.id)
            delete from replay r using old o where r.clinic = o.clinic and r.id = o.id""";

    private final FreshContext fresh;
    private final double kept;

    @Inject
    ForgetReplays(FreshContext fresh, EhrSyncConfig config) {
        this.fresh = fresh;
        this.kept = config.deadLetters().kept().toSeconds();
    }

    /** One at a time: one may have very many items. */
    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return fresh.run(this::oldest)
                .chain(deleted -> deleted == 0 ? Uni.createFrom().voidItem() : forget());
    }

    private Uni<Integer> oldest() {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(FORGET).setParameter(1, kept).executeUpdate()));
    }
}
