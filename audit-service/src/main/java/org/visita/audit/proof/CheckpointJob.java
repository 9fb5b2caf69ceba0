package org.visita.audit.proof;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.logging.Logger;
import org.visita.audit.AuditConfig;
import org.visita.kit.context.FreshContext;

/**
 * Signs each chain whose newest entries have waited long enough, or are many. Every replica does: of two that sign the
 * same, the database takes one.
 */
@ApplicationScoped
class CheckpointJob {

    private static final Logger LOG = Logger.getLogger(CheckpointJob.class);

    /** Walks from clinic to clinic by the index; a scan of all batches would grow with the trail. */
    private static final String DUE = """
            with recursive clinics as (
                (select clinic from audit_batch order by clinic limit 1)
                union all
                select (select b.clinic from audit_batch b where b.clinic > c.clinic order by b.clinic limit 1)
                from clinics c where c.clinic is not null)
            select c.clinic from clinics c
            left join lateral (
                select size from audit_checkpoint where clinic = c.clinic order by size desc limit 1) covered on true
            join lateral (
                select last_position from audit_batch where clinic = c.clinic
                order by first_position desc limit 1) newest on true
            join lateral (
                select recorded_at from audit_batch where clinic = c.clinic and first_position > coalesce(covered.size, 0)
                order by first_position limit 1) waiting on true
            where newest.last_position - coalesce(covered.size, 0) >= $1::bigint
                or waiting.recorded_at <= now() - $2::float8 * interval '1 millisecond'""";

    private final Pool pool;
    private final SignCheckpoint sign;
    private final AuditConfig.Proof config;
    private final FreshContext contexts;

    @Inject
    CheckpointJob(Pool pool, SignCheckpoint sign, AuditConfig config, FreshContext contexts) {
        this.pool = pool;
        this.sign = sign;
        this.config = config.proof();
        this.contexts = contexts;
    }

    @Scheduled(
            every = "${visita.audit-service.proof.look-each:PT2S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return contexts.run(this::signAllDue)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "Signing checkpoints failed (%s: %s); the next try is soon",
                        failure.getClass().getSimpleName(), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> signAllDue() {
        return due().map(CheckpointJob::inSomeOrder)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::signAll)
                .onItem()
                .ignoreAsUni();
    }

    /** Replicas that walk in the same order would sign each chain twice. */
    private static List<String> inSomeOrder(List<String> clinics) {
        List<String> order = new ArrayList<>(clinics);
        Collections.shuffle(order);
        return order;
    }

    private Uni<List<String>> due() {
        return new ChainReads(pool, "")
                .list(
                        DUE,
                        Tuple.of((long) config.signAfterEntries(), millis(config.signAfter())),
                        row -> row.getString("clinic"));
    }

    private static double millis(Duration duration) {
        return duration.toMillis();
    }

    /** One chain that cannot be signed must not keep out the others. */
    private Uni<Void> signAll(String clinic) {
        return sign.signNext(clinic)
                .chain(signed -> signed.filter(tree -> isFull(
                                tree.checkpoint().size() - tree.checkpoint().previous()))
                        .map(full -> signAll(clinic))
                        .orElse(Uni.createFrom().voidItem()))
                // It is told where it is found.
                .onFailure(BrokenChainException.class)
                .recoverWithNull()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "Signing the chain of the clinic %s failed (%s: %s)",
                        clinic, failure.getClass().getSimpleName(), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private boolean isFull(long entries) {
        return entries >= config.signAfterEntries();
    }
}
