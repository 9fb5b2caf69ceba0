package org.visita.local.bench.slots;

import java.time.Clock;
import java.util.function.Consumer;
import org.visita.local.bench.Benchmark;
import org.visita.local.bench.Measure;
import org.visita.local.stack.StackProblem;
import org.visita.local.stack.StackSettings;

/**
 * How fast free slots are found: by the engine alone, and over HTTP by a service under load. Each beside a naive search
 * on the same data in the same run. docs/performance.md explains it.
 */
public final class SlotsBenchmark implements Benchmark {

    private final StackSettings settings;
    private final Clock clock;
    private final Consumer<String> notes;

    /**
     * @param settings whose build is measured; nothing of its home or its ports is touched
     * @param notes is told what goes on
     */
    public SlotsBenchmark(StackSettings settings, Clock clock, Consumer<String> notes) {
        this.settings = settings;
        this.clock = clock;
        this.notes = notes;
    }

    @Override
    public void run(int samples, Consumer<Measure> found) {
        new EngineFigures(notes).take(found);
        found.accept(IndexMemory.measure());
        try {
            new HttpFigures(settings, clock, notes).take(found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run ./visita bench slots again.", e);
        }
    }
}
