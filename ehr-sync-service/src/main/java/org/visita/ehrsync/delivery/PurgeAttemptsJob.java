package org.visita.ehrsync.delivery;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.kit.context.FreshContext;

/** Forgets old attempts, in chunks: one large delete would hold up what is written meanwhile. */
@ApplicationScoped
class PurgeAttemptsJob {

    static final int CHUNK = 2_000;
    private static final int MOST_CHUNKS = 50;
    private static final Logger LOG = Logger.getLogger(PurgeAttemptsJob.class);

    private final Attempts attempts;
    private final FreshContext fresh;
    private final EhrSyncConfig.Delivery config;

    @Inject
    PurgeAttemptsJob(Attempts attempts, FreshContext fresh, EhrSyncConfig config) {
        this.attempts = attempts;
        this.fresh = fresh;
        this.config = config.delivery();
    }

    @Scheduled(every = "5m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return purge(MOST_CHUNKS)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "Old attempts could not be forgotten (%s); next try in 5 minutes",
                        failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> purge(int chunks) {
        return fresh.run(() -> attempts.purge(config.attemptsKept(), CHUNK))
                .chain(gone -> gone == CHUNK && chunks > 1
                        ? purge(chunks - 1)
                        : Uni.createFrom().voidItem());
    }
}
