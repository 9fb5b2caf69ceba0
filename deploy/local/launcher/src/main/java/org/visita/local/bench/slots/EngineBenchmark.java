package org.visita.local.bench.slots;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One list of free slots, by the engine and by the naive search. Public because JMH generates code that calls it.
 *
 * <p>Clinics take turns: as many as make the data the same size, whatever the size of one. Asked again and again for the
 * same few days, the processor would know the answer by heart, caches and branch predictor both, and small questions
 * would look better than any service sees them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EngineBenchmark {

    static final String PRACTITIONERS = "practitioners";
    static final String DAYS = "days";

    /** As many as the largest question has. */
    private static final int PRACTITIONER_DAYS = 200 * 62;

    @Param("50")
    int practitioners;

    @Param("31")
    int days;

    private EngineWorld[] worlds;
    private int turn;

    @Setup
    public void fill() {
        worlds = new EngineWorld[Math.max(1, PRACTITIONER_DAYS / (practitioners * days))];
        Arrays.setAll(worlds, seed -> EngineWorld.of(practitioners, days, seed));
    }

    /** Returned, so that the compiler cannot leave the work out. */
    @Benchmark
    public List<?> engine() {
        return next().byEngine();
    }

    @Benchmark
    public List<?> naive() {
        return next().byNaiveSearch();
    }

    private EngineWorld next() {
        turn = (turn + 1) % worlds.length;
        return worlds[turn];
    }
}
