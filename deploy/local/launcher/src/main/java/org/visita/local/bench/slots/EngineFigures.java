package org.visita.local.bench.slots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.visita.local.bench.Measure;
import org.visita.local.stack.StackProblem;

/** Times the engine in a JVM of its own, beside the naive search. */
final class EngineFigures {

    private static final double AIM_CLINIC_MILLIS = 3;
    private static final double AIM_ONE_MILLIS = 0.3;

    /** As much as a linear growth may differ between the smallest and the largest question. */
    private static final double AIM_LINEARITY = 2;

    private static final int[] SERIES_DAYS = {7, 14, 31, 62};
    private static final int[] SERIES_PRACTITIONERS = {10, 50, 200};

    /** One thread and no collector beside it: both cores are the benchmark's only in name. */
    private static final String[] JVM = {
        "-Xms1g",
        "-Xmx1g",
        "-XX:+UseSerialGC",
        // JMH looks at Unsafe, and the JVM would remark on it in each of some thirty processes.
        "--sun-misc-unsafe-memory-access=allow"
    };

    private final Consumer<String> notes;

    EngineFigures(Consumer<String> notes) {
        this.notes = notes;
    }

    void take(Consumer<Measure> found) {
        int clinic = EngineWorld.of(50, 31, 0).requireSame();
        int one = EngineWorld.of(1, 62, 0).requireSame();
        notes.accept("Engine and naive search list the same: %d slots of 50 practitioners in 31 days, %d of 1 in 62."
                .formatted(clinic, one));
        found.accept(sideBySide("slots-engine-50x31", 50, 31, AIM_CLINIC_MILLIS));
        found.accept(sideBySide("slots-engine-1x62", 1, 62, AIM_ONE_MILLIS));
        found.accept(linearity());
    }

    private Measure sideBySide(String name, int practitioners, int days, double aim) {
        notes.accept("Timing %d practitioners, %d days ...".formatted(practitioners, days));
        TimeValue second = TimeValue.seconds(1);
        double engine = millis("engine", practitioners, days, 5, second);
        return Measure.millis(name, engine, millis("naive", practitioners, days, 3, second), aim);
    }

    private Measure linearity() {
        List<Double> engine = new ArrayList<>();
        List<Double> naive = new ArrayList<>();
        notes.accept("Timing days x practitioners; us per practitioner and day, engine and naive search:");
        for (int days : SERIES_DAYS) {
            for (int practitioners : SERIES_PRACTITIONERS) {
                TimeValue moment = TimeValue.milliseconds(400);
                double perDay = 1000.0 / (days * practitioners);
                engine.add(perDay * millis("engine", practitioners, days, 7, moment));
                naive.add(perDay * millis("naive", practitioners, days, 1, moment));
                notes.accept(String.format(
                        Locale.ROOT,
                        "  %3d days x %3d practitioners  %6.3f  %8.3f",
                        days,
                        practitioners,
                        engine.getLast(),
                        naive.getLast()));
            }
        }
        return Measure.lower("slots-engine-linearity", "times", spread(engine), spread(naive), AIM_LINEARITY);
    }

    /** Largest by smallest. */
    static double spread(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
                / values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /**
     * Of one list: JMH's mean over an iteration, and of these the median. A neighbour on the machine who takes a core for
     * a moment spoils an iteration, not the figure.
     */
    private static double millis(String method, int practitioners, int days, int iterations, TimeValue iteration) {
        Options options = new OptionsBuilder()
                .include("^" + EngineBenchmark.class.getName().replace(".", "\\.") + "\\." + method + "$")
                .param(EngineBenchmark.PRACTITIONERS, Integer.toString(practitioners))
                .param(EngineBenchmark.DAYS, Integer.toString(days))
                .forks(1)
                .warmupIterations(iterations)
                .warmupTime(iteration)
                .measurementIterations(iterations)
                .measurementTime(iteration)
                .jvmArgs(JVM)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        try {
            return new Runner(options)
                    .runSingle()
                    .getPrimaryResult()
                    .getStatistics()
                    .getPercentile(50);
        } catch (RunnerException e) {
            throw new StackProblem(
                    "The engine could not be timed: " + e.getMessage(),
                    "Another JMH benchmark may run on this machine; see also that 1 GiB of memory is free.",
                    e);
        }
    }
}
