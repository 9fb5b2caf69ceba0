package org.visita.local.bench;

import java.util.function.Consumer;

/** Something that can be measured. */
@FunctionalInterface
public interface Benchmark {

    /**
     * @param samples how often to measure, at least 1; a benchmark that runs for a fixed time does not use it
     * @param found is told each figure as soon as it is known
     */
    void run(int samples, Consumer<Measure> found);
}
