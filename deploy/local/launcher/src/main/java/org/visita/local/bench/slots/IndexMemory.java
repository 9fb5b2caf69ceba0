package org.visita.local.bench.slots;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.visita.local.bench.Measure;

/**
 * What the time taken on one practitioner costs in memory: the heap with many practitioners' visits less the heap
 * without them, each after a collection. For the engine its index; for the naive search the lists that it looks through.
 */
final class IndexMemory {

    /** Many, so that whatever else changes on the heap meanwhile is lost among them. */
    private static final int PRACTITIONERS = 1000;

    private static final int DAYS = 31;
    private static final long SEED = 1;

    private static final double AIM_BYTES = 8192;

    private IndexMemory() {}

    static Measure measure() {
        Map<String, List<Visit>> visits = EngineWorld.visits(PRACTITIONERS, DAYS, SEED);
        double index = bytes(() -> EngineWorld.index(visits));
        double lists = bytes(() -> EngineWorld.visits(PRACTITIONERS, DAYS, SEED));
        Reference.reachabilityFence(visits);
        return Measure.lower("slots-memory-per-practitioner", "bytes", index, lists, AIM_BYTES);
    }

    private static double bytes(Supplier<?> build) {
        long before = usedHeap();
        Object built = build.get();
        long after = usedHeap();
        Reference.reachabilityFence(built);
        return (double) (after - before) / PRACTITIONERS;
    }

    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
