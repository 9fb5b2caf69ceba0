package org.visita.local.bench.sync;

import java.time.Duration;
import java.util.function.Consumer;
import org.visita.local.bench.LiveHeap;
import org.visita.local.bench.Measure;
import org.visita.local.stack.Await;
import org.visita.local.stack.StackProblem;

/**
 * A hundred thousand bookings wait while the connection is paused; then they go, no faster than the EHR lets them. The
 * connection's own limit is set to the EHR's, as an operator does who knows it.
 */
final class SyncDrain {

    private static final int WAITING = 100_000;
    private static final int PORTION = 10_000;
    private static final int PER_SECOND = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(600);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final double AIM_OF_LIMIT = 0.9;
    private static final double AIM_FLAT = 1.25;
    private static final double MIB = 1 << 20;

    private final SyncStage stage;
    private final Consumer<String> notes;
    private final Settled settled;
    private double most;

    SyncDrain(SyncStage stage, Consumer<String> notes) {
        this.stage = stage;
        this.notes = notes;
        settled = new Settled(stage.database());
    }

    void take(Consumer<Measure> found) throws InterruptedException {
        stage.ours().records().clear();
        stage.ours().records().arrived().expect(WAITING);
        stage.pause();
        double first = look("before");
        for (int waiting = PORTION; waiting <= WAITING; waiting += PORTION) {
            stage.telling().bookings(stage.book(PORTION));
            long expected = waiting;
            if (!Await.until(PATIENCE, PAUSE, () -> settled.waiting() == expected)) {
                throw new StackProblem(
                        "Of %d bookings %d wait.".formatted(expected, settled.waiting()), "See what the service logs.");
            }
            look(waiting + " wait");
        }
        Pace pace = new Pace(PER_SECOND);
        stage.ours().records().limit(pace);
        stage.limit(PER_SECOND);
        double perSecond = drain();
        stage.ours().records().limit(Pace.UNLIMITED);
        notes.accept("  %d requests were refused (429)".formatted(pace.refused()));
        found.accept(Measure.higher("sync-drain", "1/s", perSecond, PER_SECOND, AIM_OF_LIMIT * PER_SECOND));
        found.accept(Measure.lower("sync-drain-memory", "MiB", most, first, Math.round(AIM_FLAT * first)));
    }

    private double drain() throws InterruptedException {
        Arrived arrived = stage.ours().records().arrived();
        notes.accept("They go, %d a second at most ...".formatted(PER_SECOND));
        stage.resume();
        long beginning = System.nanoTime();
        while (!arrived.await(BETWEEN_LOOKS)) {
            look(arrived.count() + " arrived");
            if (System.nanoTime() - beginning > PATIENCE.toNanos()) {
                throw new StackProblem(
                        "Of %d bookings %d came to the EHR within %d s."
                                .formatted(WAITING, arrived.count(), PATIENCE.toSeconds()),
                        "See what the service logs.");
            }
        }
        return WAITING / ((arrived.last() - beginning) / 1e9);
    }

    private double look(String when) {
        double live = LiveHeap.bytesOf(stage.pid("ehr-sync")) / MIB;
        most = Math.max(most, live);
        notes.accept("  %-16s %5.1f MiB live".formatted(when, live));
        return live;
    }
}
