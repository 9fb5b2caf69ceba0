package org.visita.local.bench.sync;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.visita.contracts.booking.BookingEvent;
import org.visita.local.bench.Arrivals;
import org.visita.local.bench.Measure;
import org.visita.local.bench.Samples;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;

/**
 * From the commit of a booking to the EHR, at a steady rate: through booking-service's outbox and relay, the topic, and
 * ehr-sync-service. The bare loop hears of the same bookings on the same topic at the same time.
 */
final class SyncLatency {

    private static final int PER_SECOND = 200;

    /** Gently: a cold service that gets all at once would work off a backlog, and be measured at that. */
    private static final List<Integer> WARM_UP = List.of(20, 50, 100, PER_SECOND, PER_SECOND);

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Duration COUNTED = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final double AIM_P50_MILLIS = 100;
    private static final double AIM_P99_MILLIS = 250;

    private final SyncStage stage;
    private final Consumer<String> notes;

    SyncLatency(SyncStage stage, Consumer<String> notes) {
        this.stage = stage;
        this.notes = notes;
    }

    void take(Consumer<Measure> found) throws InterruptedException {
        try (Commits commits = new Commits(this::database)) {
            notes.accept("Warming up with %s bookings a second, %d s each ...".formatted(WARM_UP, STEP.toSeconds()));
            for (int perSecond : WARM_UP) turn(commits, perSecond, STEP, new Samples(), new Samples());
            Samples ours = new Samples();
            Samples bares = new Samples();
            notes.accept("%d bookings a second for %d s ...".formatted(PER_SECOND, COUNTED.toSeconds()));
            turn(commits, PER_SECOND, COUNTED, ours, bares);
            tell(found, "sync-latency-p50", 50, ours, bares, AIM_P50_MILLIS);
            tell(found, "sync-latency-p99", 99, ours, bares, AIM_P99_MILLIS);
        }
    }

    private void turn(Commits commits, int perSecond, Duration during, Samples ours, Samples bares)
            throws InterruptedException {
        long[] due = Arrivals.atRandom(perSecond, during, perSecond);
        List<BookingEvent> bookings = stage.book(due.length);
        Arrived atOurs = stage.ours().records().arrived();
        Arrived atBares = stage.bares().records().arrived();
        atOurs.expect(due.length);
        atBares.expect(due.length);
        Thread bare = Thread.ofPlatform().start(() -> listen(due.length));
        Map<String, Long> begun = commits.at(due, bookings);
        if (!atOurs.await(PATIENCE) || !atBares.await(PATIENCE)) {
            throw new StackProblem(
                    "Of %d bookings %d came to the EHR of the service and %d to that of the bare loop."
                            .formatted(due.length, atOurs.count(), atBares.count()),
                    "All must come to both.");
        }
        bare.join();
        Map<String, Long> oursAt = atOurs.times();
        Map<String, Long> baresAt = atBares.times();
        begun.forEach((booking, at) -> {
            ours.add(Duration.ofNanos(oursAt.get(booking) - at));
            bares.add(Duration.ofNanos(baresAt.get(booking) - at));
        });
        notes.accept("  %3d/s: p50 %.1f ms, p99 %.1f ms; bare loop %.1f and %.1f"
                .formatted(
                        perSecond,
                        ours.percentile(50),
                        ours.percentile(99),
                        bares.percentile(50),
                        bares.percentile(99)));
    }

    private void listen(int count) {
        try {
            stage.bare().take(count, event -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection database() {
        try {
            return stage.bench().stack().database(Service.BOOKING);
        } catch (SQLException e) {
            throw new StackProblem("No connection to the database: " + e.getMessage(), "Try again.", e);
        }
    }

    private static void tell(
            Consumer<Measure> found, String name, double percent, Samples ours, Samples bares, double aim) {
        found.accept(Measure.millis(name, ours.percentile(percent), bares.percentile(percent), aim));
    }
}
