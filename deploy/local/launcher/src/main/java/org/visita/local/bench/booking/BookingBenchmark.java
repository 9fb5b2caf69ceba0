package org.visita.local.bench.booking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.visita.local.bench.BenchStack;
import org.visita.local.bench.Benchmark;
import org.visita.local.bench.Measure;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;
import org.visita.local.stack.StackSettings;

/**
 * How many bookings a second the service takes, and how long one takes, beside a raw client that writes the same rows
 * into the same database in the same run. docs/performance.md explains it.
 */
public final class BookingBenchmark implements Benchmark {

    private static final String SCOPES = "bookings:read bookings:write";

    /** One key sends all of it here, which no key of a clinic may. */
    private static final Map<String, String> WITHOUT_LIMITS = Map.of(
            "VISITA_GATEWAY_BOOTSTRAP_LIMITS_PER_SECOND", "1000000",
            "VISITA_GATEWAY_BOOTSTRAP_LIMITS_PER_MINUTE", "60000000");

    private final StackSettings settings;
    private final Clock clock;
    private final Consumer<String> notes;

    /**
     * @param settings whose build is measured; nothing of its home or its ports is touched
     * @param notes is told what goes on
     */
    public BookingBenchmark(StackSettings settings, Clock clock, Consumer<String> notes) {
        this.settings = settings;
        this.clock = clock;
        this.notes = notes;
    }

    @Override
    public void run(int samples, Consumer<Measure> found) {
        notes.accept("Starting PostgreSQL (fsync, synchronous_commit on), Kafka, booking-service and gateway ...");
        BenchStack.Servers servers =
                new BenchStack.Servers(List.of(Service.BOOKING, Service.GATEWAY), SCOPES, WITHOUT_LIMITS);
        try {
            BenchStack.during(settings, servers, clock, notes, bench -> {
                // The day after tomorrow: no slot is past, whatever the hour.
                Instant first = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(2));
                BookedClinic clinic = BookedClinic.of(bench.clinic(), new Deck(first, 1));
                new BookingFigures(bench, clinic, notes).take(found);
                notes.accept("Stopping ...");
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run ./visita bench booking again.", e);
        }
    }
}
