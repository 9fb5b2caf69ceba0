package org.visita.local.bench.gateway;

/** Counts of durations, in slots of ten microseconds up to a second: millions of them in eight hundred kilobytes. */
final class Latencies {

    private static final long WIDTH_NANOS = 10_000;
    static final int SLOTS = 100_000;

    private Latencies() {}

    static int slot(long nanos) {
        return (int) Math.min(SLOTS - 1, nanos / WIDTH_NANOS);
    }

    /** In milliseconds, the upper end of the slot. */
    static double percentile(long[] slots, double percent) {
        long all = 0;
        for (long count : slots) all += count;
        long rank = (long) Math.ceil(percent / 100 * all);
        long seen = 0;
        for (int i = 0; i < slots.length; i++) {
            seen += slots[i];
            if (seen >= rank) return (i + 1) * WIDTH_NANOS / 1e6;
        }
        return SLOTS * WIDTH_NANOS / 1e6;
    }
}
