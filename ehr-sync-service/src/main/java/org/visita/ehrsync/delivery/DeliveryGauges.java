package org.visita.ehrsync.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/** How much waits or has been given up, and how many EHRs do not answer. The same on every replica. */
@ApplicationScoped
class DeliveryGauges {

    private final Pool pool;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong dead = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong paused = new AtomicLong();

    @Inject
    DeliveryGauges(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        registry.gauge("visita_deliveries", Tags.of("state", "pending"), pending);
        registry.gauge("visita_deliveries", Tags.of("state", "dead"), dead);
        registry.gauge("visita_connection_circuit_open", open);
        registry.gauge("visita_connections_paused", paused);
    }

    /** Written ones are not counted: there are as many as there were bookings ever. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return pool.query("""
                        select (select count(*) from delivery where state = 'pending'),
                               (select count(*) from delivery where state = 'dead'),
                               (select count(*) from circuit where state <> 'closed'),
                               (select count(*) from connection where status = 'paused')""")
                .execute()
                .map(rows -> rows.iterator().next())
                .invoke(this::publish)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void publish(Row row) {
        pending.set(row.getLong(0));
        dead.set(row.getLong(1));
        open.set(row.getLong(2));
        paused.set(row.getLong(3));
    }
}
