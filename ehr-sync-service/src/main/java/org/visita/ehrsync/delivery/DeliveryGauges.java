package org.visita.ehrsync.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * How much waits or has been given up, and how many EHRs do not answer. The same on every replica: take the maximum,
 * not the sum.
 */
@ApplicationScoped
class DeliveryGauges {

    private static final Logger LOG = Logger.getLogger(DeliveryGauges.class);

    // Written deliveries are not counted: there are as many as there were bookings ever.
    private static final String MEASURE = """
            select (select count(*) from circuit where state <> 'closed'),
                   (select count(*) from connection where status = 'paused'),
                   (select count(*) from replay where state = 'running'),
                   (select count(*) from replay where state = 'stopped')""";

    private final Pool pool;
    private final ConnectionGauges connections;
    private final DeadLetterGauges deadLetters;
    private final Clock clock;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong dead = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong paused = new AtomicLong();
    private final AtomicLong running = new AtomicLong();
    private final AtomicLong stopped = new AtomicLong();
    private volatile Instant measuredAt;

    @Inject
    DeliveryGauges(
            Pool pool,
            ConnectionGauges connections,
            DeadLetterGauges deadLetters,
            Clock clock,
            MeterRegistry registry) {
        this.pool = pool;
        this.connections = connections;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.measuredAt = clock.instant();
        registry.gauge("visita_deliveries", Tags.of("state", "pending"), pending);
        registry.gauge("visita_deliveries", Tags.of("state", "dead"), dead);
        registry.gauge("visita_connection_circuit_open", open);
        registry.gauge("visita_connections_paused", paused);
        registry.gauge("visita_replays", Tags.of("state", "running"), running);
        registry.gauge("visita_replays", Tags.of("state", "stopped"), stopped);
        // While the database is away all the others stand still, and would look as if nothing were wrong.
        registry.gauge("visita_sync_gauges_age_seconds", this, DeliveryGauges::ageSeconds);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return pool.query(MEASURE)
                .execute()
                .invoke(rows -> publish(rows.iterator().next()))
                .chain(() -> connections.measure())
                .invoke(pending::set)
                .chain(() -> deadLetters.measure())
                .invoke(dead::set)
                .invoke(() -> measuredAt = clock.instant())
                .onFailure()
                .invoke(failure -> LOG.debugf("Not measured (%s); again in 5 s", failure.getClass()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private double ageSeconds() {
        return Duration.between(measuredAt, clock.instant()).toSeconds();
    }

    private void publish(Row row) {
        open.set(row.getLong(0));
        paused.set(row.getLong(1));
        running.set(row.getLong(2));
        stopped.set(row.getLong(3));
    }
}
