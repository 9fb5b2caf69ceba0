package org.visita.rules;

import java.util.Arrays;
import java.util.Comparator;

/** Half-open ranges of epoch seconds, in two growing arrays. */
final class Windows {

    /** Two months of three windows a day. */
    private static final int FEW = 200;

    private long[] from = new long[64];
    private long[] to = new long[64];
    private int size;

    void add(long start, long end) {
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        from[size] = start;
        to[size++] = end;
    }

    int size() {
        return size;
    }

    long from(int at) {
        return from[at];
    }

    long to(int at) {
        return to[at];
    }

    /** By start. A few, or nearly sorted ones, as they mostly come, are shortest inserted; for many that takes too long. */
    void sort() {
        if (size > FEW) {
            sortMany();
        } else {
            insertInOrder();
        }
    }

    private void sortMany() {
        long[][] pairs = new long[size][];
        for (int i = 0; i < size; i++) {
            pairs[i] = new long[] {from[i], to[i]};
        }
        Arrays.sort(pairs, Comparator.comparingLong(pair -> pair[0]));
        for (int i = 0; i < size; i++) {
            from[i] = pairs[i][0];
            to[i] = pairs[i][1];
        }
    }

    private void insertInOrder() {
        for (int next = 1; next < size; next++) {
            long start = from[next];
            long end = to[next];
            int at = next;
            for (; at > 0 && from[at - 1] > start; at--) {
                from[at] = from[at - 1];
                to[at] = to[at - 1];
            }
            from[at] = start;
            to[at] = end;
        }
    }

    /** These, sorted, with those that touch made one. */
    Windows merged() {
        Windows merged = new Windows();
        for (int i = 0; i < size; i++) {
            int last = merged.size - 1;
            if (last >= 0 && from[i] <= merged.to[last]) {
                merged.to[last] = Math.max(merged.to[last], to[i]);
            } else {
                merged.add(from[i], to[i]);
            }
        }
        return merged;
    }

    /** What of these, sorted, lies in the others, which are {@link #merged}. */
    Windows within(Windows others) {
        Windows pieces = new Windows();
        int first = 0;
        for (int i = 0; i < size; i++) {
            while (first < others.size && others.to[first] <= from[i]) {
                first++;
            }
            for (int at = first; at < others.size && others.from[at] < to[i]; at++) {
                pieces.add(Math.max(from[i], others.from[at]), Math.min(to[i], others.to[at]));
            }
        }
        pieces.sort();
        return pieces;
    }

    Timeline toTimeline() {
        return Timeline.of(Arrays.copyOf(from, size), Arrays.copyOf(to, size));
    }
}
