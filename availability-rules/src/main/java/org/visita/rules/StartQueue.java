package org.visita.rules;

import java.util.List;

/**
 * Merges sweeps that are each in order of time: a heap of their next starts, in one array of numbers. A number is the
 * start, counted from the first possible one, and then the sweep's place in the list, so that sweeps with the same start
 * follow one another in the order of the list.
 */
final class StartQueue {

    private static final int PLACE_BITS = 24;
    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;

    private final List<FreeStarts> sweeps;
    private final long base;
    private final long[] heap;
    private int size;

    /** @param base no sweep has an earlier start */
    StartQueue(List<FreeStarts> sweeps, long base) {
        if (sweeps.size() > PLACE_MASK) {
            throw new IllegalArgumentException("too many sweeps: " + sweeps.size());
        }
        this.sweeps = sweeps;
        this.base = base;
        this.heap = new long[sweeps.size()];
        for (int place = 0; place < heap.length; place++) {
            if (sweeps.get(place).advance()) {
                heap[size++] = key(place);
            }
        }
        for (int at = size / 2 - 1; at >= 0; at--) {
            siftDown(at, heap[at]);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The sweep with the earliest start. */
    FreeStarts first() {
        return sweeps.get(place());
    }

    /** Lets the first sweep move on. */
    void advance() {
        long next = first().advance() ? key(place()) : heap[--size];
        if (size > 0) {
            siftDown(0, next);
        }
    }

    private int place() {
        return (int) (heap[0] & PLACE_MASK);
    }

    private long key(int place) {
        return (sweeps.get(place).start() - base) << PLACE_BITS | place;
    }

    private void siftDown(int from, long key) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (key <= heap[child]) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = key;
    }
}
