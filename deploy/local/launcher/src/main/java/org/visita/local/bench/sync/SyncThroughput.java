package org.visita.local.bench.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.visita.contracts.booking.BookingEvent;
import org.visita.local.bench.Frozen;
import org.visita.local.bench.Measure;
import org.visita.local.stack.StackProblem;

/** Bookings a second from the topic to the EHR: service and bare loop take turns on the same records. */
final class SyncThroughput {

    private static final int WARM_UP = 20_000;
    private static final int ROUND = 20_000;
    private static final int ROUNDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(600);
    private static final double AIM_OF_BARE = 0.7;

    private final SyncStage stage;
    private final Consumer<String> notes;
    private final Settled settled;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> bares = new ArrayList<>();

    SyncThroughput(SyncStage stage, Consumer<String> notes) {
        this.stage = stage;
        this.notes = notes;
        settled = new Settled(stage.database());
    }

    void take(Consumer<Measure> found) throws InterruptedException {
        notes.accept("Warming up with %d bookings, %d at a time ...".formatted(WARM_UP, SyncBenchmark.AT_A_TIME));
        round(WARM_UP, true);
        ours.clear();
        bares.clear();
        for (int round = 0; round < ROUNDS; round++) round(ROUND, round % 2 == 0);
        double reference = mean(bares);
        found.accept(Measure.higher("sync-throughput", "1/s", mean(ours), reference, AIM_OF_BARE * reference));
    }

    private void round(int count, boolean serviceFirst) throws InterruptedException {
        List<BookingEvent> bookings = stage.book(count);
        try (Frozen _ = new Frozen(stage.pid("ehr-sync"))) {
            stage.telling().bookings(bookings);
            stage.ours().records().arrived().expect(count);
            stage.bares().records().arrived().expect(count);
            if (!serviceFirst) bare(count);
        }
        service(count);
        if (serviceFirst) bare(count);
        SameAppointments.require(bookings, stage.ours().records(), stage.bares().records());
        stage.ours().records().clear();
        stage.bares().records().clear();
    }

    private void service(int count) throws InterruptedException {
        SyncCost before = cost(stage.ours());
        long beginning = System.nanoTime();
        Arrived arrived = stage.ours().records().arrived();
        if (!arrived.await(PATIENCE)) {
            throw new StackProblem(
                    "Of %d bookings %d came to the EHR within %d s."
                            .formatted(count, arrived.count(), PATIENCE.toSeconds()),
                    "See what the service logs.");
        }
        double perSecond = count / ((arrived.last() - beginning) / 1e9);
        ours.add(perSecond);
        settled.await(PATIENCE);
        double done = count / ((System.nanoTime() - beginning) / 1e9);
        tell("service", perSecond, cost(stage.ours()).since(before).each(count));
        notes.accept("  %-10s %6.0f/s until all is written down and told of".formatted("", done));
    }

    private void bare(int count) throws InterruptedException {
        SyncCost before = cost(stage.bares());
        long beginning = System.nanoTime();
        stage.bare().take(count, event -> {});
        stage.bare().wrong().ifPresent(answer -> {
            throw new StackProblem("The bare loop was not answered as it should be: " + answer, "Try again.");
        });
        double perSecond = count / ((System.nanoTime() - beginning) / 1e9);
        bares.add(perSecond);
        tell("bare loop", perSecond, cost(stage.bares()).since(before).each(count));
    }

    private SyncCost cost(EhrDouble ehr) {
        return SyncCost.soFar(stage::pid, ehr.thread());
    }

    private void tell(String who, double perSecond, String costs) {
        notes.accept("  %-10s %6.0f/s, us each:%s".formatted(who, perSecond, costs));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
