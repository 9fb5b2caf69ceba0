package org.visita.local.bench.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.visita.local.bench.CpuTime;
import org.visita.local.bench.Measure;
import org.visita.local.bench.gateway.GatewayBenchmark.Doors;
import org.visita.local.stack.StackProblem;

/** Takes the figures of all doors in turns, so that what the machine does meanwhile falls on all of them. */
final class GatewayFigures {

    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 3;
    private static final int SPACED_SAMPLES = 1_500;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration ROUND = Duration.ofSeconds(6);

    private static final double OF_NGINX = 0.6;
    private static final double OF_SPRING = 3;
    private static final double ADDED_MILLIS = 0.2;

    /** @param cpuMicros of the door for one request */
    private record Round(ClosedLoop.Result result, double cpuMicros) {}

    private final Doors doors;
    private final byte[] request;
    private final InstantService service;
    private final Consumer<String> notes;

    GatewayFigures(Doors doors, byte[] request, InstantService service, Consumer<String> notes) {
        this.doors = doors;
        this.request = request;
        this.service = service;
        this.notes = notes;
    }

    void take(Consumer<Measure> found) {
        notes.accept("Warming up, %d s each ...".formatted(WARM_UP.toSeconds()));
        for (Doorway door : doors.all()) round(door, WARM_UP);
        Map<String, List<Round>> rounds = new HashMap<>();
        for (int i = 1; i <= ROUNDS; i++) {
            notes.accept("Round %d of %d, %d connections, %d s each ..."
                    .formatted(i, ROUNDS, CONNECTIONS, ROUND.toSeconds()));
            for (Doorway door : doors.all()) {
                rounds.computeIfAbsent(door.name(), name -> new ArrayList<>()).add(round(door, ROUND));
            }
        }
        report(rounds, found);
        reportAdded(found);
    }

    private Round round(Doorway door, Duration during) {
        long before = service.answered();
        long cpu = cpu(door);
        ClosedLoop.Result result = new ClosedLoop(door.address(), request, CONNECTIONS).run(during);
        long asked = service.answered() - before;
        if (asked < result.perSecond() * during.toSeconds() * 0.9) {
            throw new StackProblem(door.name() + " answered without asking the service.", "See its log.");
        }
        double cpuMicros = (double) (cpu(door) - cpu) / Math.max(1, asked);
        notes.accept("  %-22s %8.0f/s, p50 %.2f ms, p99 %.2f ms, %.1f us of processor each"
                .formatted(door.name(), result.perSecond(), result.p50Millis(), result.p99Millis(), cpuMicros));
        return new Round(result, cpuMicros);
    }

    private static long cpu(Doorway door) {
        return door.pids().stream().mapToLong(CpuTime::ofProcess).sum();
    }

    private void report(Map<String, List<Round>> rounds, Consumer<Measure> found) {
        double ours =
                median(rounds.get(doors.ours().name()), round -> round.result().perSecond());
        double spring = median(
                rounds.get(doors.spring().name()), round -> round.result().perSecond());
        double none =
                median(rounds.get(doors.none().name()), round -> round.result().perSecond());
        doors.nginx().ifPresent(nginx -> {
            List<Round> theirs = rounds.get(nginx.name());
            double reference = median(theirs, round -> round.result().perSecond());
            found.accept(Measure.higher("gateway-beside-nginx", "1/s", ours, reference, OF_NGINX * reference));
            found.accept(lower("gateway-cpu-beside-nginx", "us", rounds, theirs, Round::cpuMicros));
            found.accept(lower("gateway-p99-beside-nginx", "ms", rounds, theirs, round -> round.result()
                    .p99Millis()));
        });
        found.accept(Measure.higher("gateway-beside-spring", "1/s", ours, spring, OF_SPRING * spring));
        found.accept(Measure.higher("gateway-beside-none", "1/s", ours, none, 0));
    }

    /** Aims at what the aim for requests a second leaves. */
    private Measure lower(
            String name,
            String unit,
            Map<String, List<Round>> rounds,
            List<Round> theirs,
            ToDoubleFunction<Round> figure) {
        double reference = median(theirs, figure);
        double value = median(rounds.get(doors.ours().name()), figure);
        return Measure.lower(name, unit, value, reference, reference / OF_NGINX);
    }

    private void reportAdded(Consumer<Measure> found) {
        notes.accept("One caller, a request every few milliseconds ...");
        Map<String, List<Double>> medians = new HashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (Doorway door : doors.all()) {
                double median = Spaced.median(door.address(), request, SPACED_SAMPLES);
                medians.computeIfAbsent(door.name(), name -> new ArrayList<>()).add(median);
            }
        }
        medians.forEach((name, each) -> notes.accept("  %-22s %.3f ms".formatted(name, middle(each))));
        double none = middle(medians.get(doors.none().name()));
        double ours = middle(medians.get(doors.ours().name())) - none;
        double nginx = doors.nginx()
                .map(door -> middle(medians.get(door.name())) - none)
                .orElse(0.0);
        found.accept(Measure.millis("gateway-added-p50", ours, nginx, ADDED_MILLIS));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return middle(rounds.stream().map(figure::applyAsDouble).toList());
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
    }
}
