package org.visita.kit.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/** How much waits in the outbox, and how long the oldest record has waited. */
@ApplicationScoped
class OutboxGauges {

    private final Pool pool;
    private final OutboxConfig config;
    private final AtomicLong depth = new AtomicLong();
    private final AtomicLong ageSeconds = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    @Inject
    OutboxGauges(Pool pool, OutboxConfig config, MeterRegistry registry) {
        this.pool = pool;
        this.config = config;
        registry.gauge("visita_outbox_depth", depth);
        registry.gauge("visita_outbox_age_seconds", ageSeconds);
        registry.gauge("visita_outbox_refused", refused);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        if (!config.relay()) {
            return Uni.createFrom().voidItem();
        }
        return pool.query("""
                        select count(*) filter (where refused_at is null),
                            coalesce(extract(epoch from now() - min(created_at) filter (where refused_at is null)), 0)::bigint,
                            count(refused_at)
                        from outbox""")
                .execute()
                .map(rows -> rows.iterator().next())
                .invoke(this::publish)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void publish(Row row) {
        depth.set(row.getLong(0));
        ageSeconds.set(row.getLong(1));
        refused.set(row.getLong(2));
    }
}
