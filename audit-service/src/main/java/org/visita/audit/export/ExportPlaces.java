package org.visita.audit.export;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.visita.kit.problem.CommonRefusal;

/** How many exports run at once: each keeps a chunk in memory, and the database busy as fast as its caller reads. */
@ApplicationScoped
class ExportPlaces {

    static final int MOST = 8;

    /** So that no clinic keeps the others from theirs. */
    static final int MOST_OF_CLINIC = 2;

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final AtomicInteger running = new AtomicInteger();
    private final Map<String, Integer> perClinic = new HashMap<>();

    @Inject
    ExportPlaces(MeterRegistry registry) {
        registry.gauge("visita_audit_exports", running);
    }

    /** Refuses with unavailable where too many run already. */
    synchronized Place take(String clinic) {
        if (running.get() >= MOST || perClinic.getOrDefault(clinic, 0) >= MOST_OF_CLINIC) {
            throw CommonRefusal.UNAVAILABLE
                    .because("Too many exports run at once.")
                    .retryAfter(RETRY)
                    .asException();
        }
        running.incrementAndGet();
        perClinic.merge(clinic, 1, Integer::sum);
        return new Place(clinic);
    }

    private synchronized void leave(String clinic) {
        running.decrementAndGet();
        perClinic.computeIfPresent(clinic, (key, count) -> count > 1 ? count - 1 : null);
    }

    /** Of one export, until it is left. */
    final class Place {

        private final String clinic;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(String clinic) {
            this.clinic = clinic;
        }

        void begin() {
            begun.set(true);
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                ExportPlaces.this.leave(clinic);
            }
        }

        /** Its caller may have gone before there was anything to send. */
        void leaveUnlessBegun() {
            if (!begun.get()) {
                leave();
            }
        }
    }
}
