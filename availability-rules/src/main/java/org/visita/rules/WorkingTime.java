package org.visita.rules;

import java.util.ArrayList;
import java.util.List;

/** Merges the windows of a {@link Rota} and finds where the starts are counted from. */
final class WorkingTime {

    /**
     * Part of a merged window that steps on one grid, in epoch seconds: starts are counted from {@code from}, up to
     * {@code to} where the next grid begins, while the work itself goes on until {@code workTo}.
     */
    record Stretch(long from, long to, long workTo) {}

    /** How long a merged window steps on its first grid. From then on each window begins a grid of its own. */
    private static final long GRID_SECONDS = 24 * 60 * 60;

    /**
     * How many dates before an instant decide where its grid begins. Windows from before the first date can reach a
     * day into it, whether a window begins a grid depends on the 24 hours before it, and the window that an instant
     * lies in began a day earlier at most: four days, and one for clock shifts either side.
     */
    private static final int DAYS_BEFORE = 6;

    private WorkingTime() {}

    /** Every stretch that touches {@code [from, to)}, in order, as if all time had been looked at. */
    static List<Stretch> of(Rota rota, Modality modality, long from, long to) {
        Windows windows = rota.hours()
                .windows(
                        modality,
                        rota.days().dateOf(from) - DAYS_BEFORE,
                        rota.days().dateOf(to) + 1);
        List<Stretch> stretches = new ArrayList<>();
        for (int first = 0; first < windows.size(); ) {
            int next = first + 1;
            long workTo = windows.to(first);
            while (next < windows.size() && windows.from(next) <= workTo) {
                workTo = Math.max(workTo, windows.to(next++));
            }
            if (workTo > from && windows.from(first) < to) {
                addGrids(windows, first, next, workTo, from, to, stretches);
            }
            first = next;
        }
        return stretches;
    }

    /** The grids of the windows {@code [first, next)}, which have merged. */
    private static void addGrids(
            Windows windows, int first, int next, long workTo, long from, long to, List<Stretch> stretches) {
        long grid = windows.from(first);
        for (int at = first + 1; at < next; at++) {
            long start = windows.from(at);
            if (start - windows.from(first) >= GRID_SECONDS && start > grid) {
                addIfTouched(new Stretch(grid, start, workTo), from, to, stretches);
                grid = start;
            }
        }
        addIfTouched(new Stretch(grid, workTo, workTo), from, to, stretches);
    }

    private static void addIfTouched(Stretch stretch, long from, long to, List<Stretch> stretches) {
        if (stretch.workTo > from && stretch.from < to) {
            stretches.add(stretch);
        }
    }
}
