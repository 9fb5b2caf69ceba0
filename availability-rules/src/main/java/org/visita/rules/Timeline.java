package org.visita.rules;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The time taken on one resource: disjoint half-open ranges in order, in epoch seconds. Fractions of a second are
 * rounded so that the range grows. Immutable.
 */
public final class Timeline {

    /** Nothing is taken. */
    public static final Timeline FREE = of(List.of());

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
        for (int i = 0; i < starts.length; i++) {
            starts[i] = busy.get(i).start().getEpochSecond();
            ends[i] = ceilSecond(busy.get(i).end());
        }
        return of(starts, ends);
    }

    /**
     * Ranges in any order, overlapping or not, in epoch seconds; {@code starts[i] < ends[i]}. Keeps neither array.
     */
    public static Timeline of(long[] starts, long[] ends) {
        int[] order = inOrder(starts);
        long[] mergedStarts = new long[order.length];
        long[] mergedEnds = new long[order.length];
        int size = 0;
        for (int next : order) {
            if (size > 0 && starts[next] <= mergedEnds[size - 1]) {
                mergedEnds[size - 1] = Math.max(mergedEnds[size - 1], ends[next]);
            } else {
                mergedStarts[size] = starts[next];
                mergedEnds[size++] = ends[next];
            }
        }
        return new Timeline(Arrays.copyOf(mergedStarts, size), Arrays.copyOf(mergedEnds, size), size);
    }

    private static int[] inOrder(long[] starts) {
        return IntStream.range(0, starts.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> starts[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Bytes of its arrays, for those who keep many. */
    public long bytes() {
        return 16L * size;
    }

    /** The epoch second at or after the instant: an end is rounded so that what is taken grows. */
    public static long ceilSecond(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    /** Whether any of {@code [from, to)}, in epoch seconds, is taken. */
    public boolean overlaps(long from, long to) {
        int at = firstEndingAfter(from);
        return at < size && starts[at] < to;
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

        /** The same timeline from another, earlier or later, instant on. */
        void rewind(long from) {
            at = firstEndingAfter(from);
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
