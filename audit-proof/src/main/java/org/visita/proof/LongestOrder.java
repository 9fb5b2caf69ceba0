package org.visita.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Which runs stand in order: those that together have the most lines, of all choices in which positions only grow. The
 * others are what was moved or put in. The first and the last run are always among them.
 */
final class LongestOrder {

    private final List<Run> runs;
    private final BiPredicate<Run, Run> continues;

    /** @param continues whether the second follows on the first by its hash, which decides where lines do not */
    LongestOrder(List<Run> runs, BiPredicate<Run, Run> continues) {
        this.runs = runs;
        this.continues = continues;
    }

    List<Run> find() {
        int size = runs.size();
        long[] best = new long[size];
        int[] before = new int[size];
        for (int i = 1; i < size; i++) {
            best[i] = Long.MIN_VALUE / 2;
            before[i] = 0;
            for (int j = 0; j < i; j++) {
                long value = best[j] + value(runs.get(j), runs.get(i));
                if (runs.get(i).first() > runs.get(j).last() && value > best[i]) {
                    best[i] = value;
                    before[i] = j;
                }
            }
        }
        List<Run> kept = new ArrayList<>();
        for (int i = last(best); i > 0; i = before[i]) {
            kept.addFirst(runs.get(i));
        }
        kept.addFirst(runs.getFirst());
        return kept;
    }

    private long value(Run run, Run next) {
        return 2 * next.count() + (continues.test(run, next) ? 1 : 0);
    }

    private int last(long[] best) {
        int last = best.length - 1;
        if (runs.getLast().lastHash() == null) {
            return last;
        }
        for (int i = 0; i < best.length; i++) {
            last = best[i] > best[last] ? i : last;
        }
        return last;
    }
}
