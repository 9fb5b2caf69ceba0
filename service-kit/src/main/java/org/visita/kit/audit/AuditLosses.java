package org.visita.kit.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts entries that are lost. Says so in the log as well, once a minute: they come in numbers. */
final class AuditLosses {

    private static final Logger LOG = Logger.getLogger(AuditLosses.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final Counter lost;
    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - QUIET);

    AuditLosses(MeterRegistry registry) {
        this.lost = registry.counter("visita_audit_lost");
    }

    void add(long entries) {
        lost.increment(entries);
        long now = System.nanoTime();
        long said = saidAt.get();
        if (now - said >= QUIET && saidAt.compareAndSet(said, now)) {
            LOG.errorf(
                    "Audit entries are lost, %.0f by this process so far; their numbers are missing in the trail",
                    lost.count());
        }
    }
}
