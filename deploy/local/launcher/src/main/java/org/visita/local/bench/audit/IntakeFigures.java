package org.visita.local.bench.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.visita.local.bench.Frozen;
import org.visita.local.bench.Measure;
import org.visita.local.bench.audit.StoredTrail.Look;

/** Entries a second from the topic into their chains, in turns with {@code COPY} of the same rows. */
final class IntakeFigures {

    private static final int ROUNDS = 2;
    private static final int WARM_UP = 200_000;
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final double AIM_PER_SECOND = 20_000;
    private static final double AIM_OF_COPY = 0.4;

    /** What two cores have for each of so many entries a second, in microseconds: the broker needs some of it too. */
    private static final double AIM_CPU = 45;

    private final StoredTrail trail;
    private final PlainCopy copy;
    private final TrailTopic topic;
    private final TrailMix mix;
    private final ToLongFunction<String> pidOf;
    private final Consumer<String> notes;
    private final List<Turn> ours = new ArrayList<>();
    private final List<Turn> copies = new ArrayList<>();

    private record Turn(double perSecond, AuditCost cost) {}

    IntakeFigures(
            StoredTrail trail,
            PlainCopy copy,
            TrailTopic topic,
            TrailMix mix,
            ToLongFunction<String> pidOf,
            Consumer<String> notes) {
        this.trail = trail;
        this.copy = copy;
        this.topic = topic;
        this.mix = mix;
        this.pidOf = pidOf;
        this.notes = notes;
    }

    void take(int entries, Consumer<Measure> found) throws SQLException {
        int warmUp = Math.min(WARM_UP, entries);
        notes.accept("Warming up with %,d entries ...".formatted(warmUp));
        round(warmUp);
        ours.clear();
        copies.clear();
        for (int round = 1; round <= ROUNDS; round++) {
            notes.accept("Round %d of %d, %,d entries ...".formatted(round, ROUNDS, entries));
            round(entries);
        }
        Turn best = best(ours);
        Turn reference = best(copies);
        notes.accept("The better round of each side counts.");
        found.accept(Measure.higher("audit-intake", "1/s", best.perSecond(), reference.perSecond(), AIM_PER_SECOND));
        found.accept(Measure.higher(
                "audit-intake-of-copy", "times", best.perSecond() / reference.perSecond(), 1, AIM_OF_COPY));
        for (AuditCost.Part part : List.of(AuditCost.Part.SERVICE, AuditCost.Part.DATABASE)) {
            found.accept(Measure.lower(
                    "audit-cpu-" + part.name().toLowerCase(Locale.ROOT),
                    "us",
                    best.cost().each(part, entries),
                    part == AuditCost.Part.DATABASE ? reference.cost().each(part, entries) : 0,
                    AIM_CPU));
        }
    }

    /** The service first: its rows are what is copied. */
    private void round(int entries) throws SQLException {
        OffsetDateTime since = service(entries);
        copy.follow();
        copy.take(since, trail.transactions(since));
        trail.checkpoint();
        AuditCost before = AuditCost.soFar(pidOf);
        double perSecond = entries / (copy.run() / 1e9);
        tell("COPY", copies, new Turn(perSecond, AuditCost.soFar(pidOf).since(before)), entries);
    }

    /** Stands still while its topic is filled; time begins with what it stores first. */
    private OffsetDateTime service(int entries) {
        long stored = trail.appended();
        try (Frozen _ = new Frozen(pidOf.applyAsLong("audit"))) {
            topic.fill(mix, entries);
            trail.checkpoint();
        }
        OffsetDateTime since = trail.now();
        AuditCost before = AuditCost.soFar(pidOf);
        Look first = trail.await(stored + 1, PATIENCE);
        Look last = trail.await(stored + entries, PATIENCE);
        AuditCost cost = AuditCost.soFar(pidOf).since(before);
        double perSecond = (last.appended() - first.appended()) / Math.max(1e-9, (last.nanos() - first.nanos()) / 1e9);
        tell("service", ours, new Turn(perSecond, cost), entries);
        return since;
    }

    private void tell(String who, List<Turn> turns, Turn turn, int entries) {
        turns.add(turn);
        notes.accept("  %-8s %7.0f/s, us each:%s"
                .formatted(who, turn.perSecond(), turn.cost().each(entries)));
    }

    private static Turn best(List<Turn> turns) {
        return turns.stream().max(Comparator.comparingDouble(Turn::perSecond)).orElseThrow();
    }
}
