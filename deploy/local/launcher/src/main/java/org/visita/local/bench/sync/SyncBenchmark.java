package org.visita.local.bench.sync;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.visita.local.bench.BenchStack;
import org.visita.local.bench.Benchmark;
import org.visita.local.bench.Measure;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;
import org.visita.local.stack.StackSettings;

/**
 * How fast bookings come from Kafka to an EHR that answers at once, beside a bare loop that takes the same records and
 * puts the same Appointments in the same run. docs/performance.md explains it.
 */
public final class SyncBenchmark implements Benchmark {

    /** Deliveries to the EHR at a time, and puts of the bare loop. */
    static final int AT_A_TIME = 32;

    private static final String SCOPES = "sync:read sync:operate";

    private final StackSettings settings;
    private final Clock clock;
    private final Consumer<String> notes;

    /**
     * @param settings whose build is measured; nothing of its home or its ports is touched
     * @param notes is told what goes on
     */
    public SyncBenchmark(StackSettings settings, Clock clock, Consumer<String> notes) {
        this.settings = settings;
        this.clock = clock;
        this.notes = notes;
    }

    @Override
    public void run(int samples, Consumer<Measure> found) {
        try {
            during(List.of(Service.EHR_SYNC, Service.BOOKING), stage -> new SyncLatency(stage, notes).take(found));
            during(List.of(Service.EHR_SYNC), stage -> {
                new SyncThroughput(stage, notes).take(found);
                new SyncDrain(stage, notes).take(found);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run ./visita bench sync again.", e);
        }
    }

    @FunctionalInterface
    private interface Part {
        void on(SyncStage stage) throws InterruptedException;
    }

    /** Servers of its own for each part: what one leaves on topics and in tables would be work during the next. */
    private void during(List<Service> services, Part part) throws InterruptedException {
        notes.accept("Starting PostgreSQL (fsync, synchronous_commit on), Kafka and "
                + services.stream().map(Service::id).collect(Collectors.joining(", ")) + " ...");
        BenchStack.during(settings, new BenchStack.Servers(services, SCOPES, Map.of()), clock, notes, bench -> {
            try (SyncStage stage = SyncStage.set(bench, clock)) {
                part.on(stage);
            }
            notes.accept("Stopping ...");
        });
    }
}
