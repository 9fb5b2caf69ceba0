package org.visita.local.bench;

import java.util.List;

/** Something that can be measured on a running stack. */
@FunctionalInterface
public interface Benchmark {

    /** @param samples how often to measure, at least 1 */
    List<Measure> run(int samples);
}
