package org.visita.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The time taken on one resource: disjoint half-open ranges in order, in epoch seconds. Fractions of a second are
 * rounded so that the range grows.
 */
final class Timeline {

    static final Timeline FREE = of(List.of());

    private final long[] starts;
    private final long[] ends;
    private final int size;

    private Timeline(long[] starts, long[] ends, int size) {
        this.starts = starts;
        this.ends = ends;
        this.size = size;
    }

    static Timeline of(List<Busy> busy) {
        long[] starts = new long[busy.size()];
        long[] ends = new long[busy.size()];
        int size = 0;
        for (Busy next : busy.stream().sorted(Comparator.comparing(Busy::start)).toList()) {
            long start = next.start().getEpochSecond();
            long end = ceilSecond(next.end());
            if (size > 0 && start <= ends[size - 1]) {
                ends[size - 1] = Math.max(ends[size - 1], end);
            } else {
                starts[size] = start;
                ends[size++] = end;
            }
        }
        return new Timeline(starts, ends, size);
    }

    static long ceilSecond(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    boolean overlaps(long from, long to) {
        int at = firstEndingAfter(from);
        return at < size && starts[at] < to;
    }

    /** Seconds taken within {@code [from, to)}. */
    long takenWithin(long from, long to) {
        long taken = 0;
        for (int at = firstEndingAfter(from); at < size && starts[at] < to; at++) {
            taken += Math.min(ends[at], to) - Math.max(starts[at], from);
        }
        return taken;
    }

    /** Reads this timeline forwards from {@code from}. */
    Cursor from(long from) {
        return new Cursor(firstEndingAfter(from));
    }

    private int firstEndingAfter(long instant) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > instant) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** For ranges asked in order of time: the whole sweep passes each busy time once. */
    final class Cursor {

        private int at;

        private Cursor(int at) {
            this.at = at;
        }

        /** When the time that overlaps {@code [from, to)} ends, or {@code from} if it is free. */
        long blockedUntil(long from, long to) {
            while (at < size && ends[at] <= from) {
                at++;
            }
            return at < size && starts[at] < to ? ends[at] : from;
        }
    }
}
