package org.visita.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns the weekly windows of a {@link Rota} into instants. The one place that knows about time zones. */
final class WorkingTime {

    /**
     * Part of a merged window that steps on one grid, in epoch seconds: starts are counted from {@code from}, up to
     * {@code to} where the next grid begins, while the work itself goes on until {@code workTo}.
     */
    record Stretch(long from, long to, long workTo) {}

    /** How long a merged window steps on its first grid. From then on each weekly window begins a grid of its own. */
    private static final long GRID_SECONDS = Duration.ofHours(24).toSeconds();

    /**
     * How many dates before an instant decide where its grid begins. Windows from before the first date can reach a
     * day into it, whether a window begins a grid depends on the 24 hours before it, and the window that an instant
     * lies in began a day earlier at most: four days, and one for clock shifts either side.
     */
    private static final int DAYS_BEFORE = 6;

    private record Window(long from, long to) {}

    private WorkingTime() {}

    /** Every stretch that touches {@code [from, to)}, in order, as if all time had been looked at. */
    static List<Stretch> of(Rota rota, long from, long to) {
        ZoneRules rules = rota.location().zone().getRules();
        LocalDate first = dateOf(from, rules).minusDays(DAYS_BEFORE);
        LocalDate last = dateOf(to, rules).plusDays(1);
        List<Window> windows = new ArrayList<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            addWindows(rota, date, rules, windows);
        }
        windows.sort(Comparator.comparingLong(Window::from));
        return merge(windows).stream()
                .filter(stretch -> stretch.workTo > from && stretch.from < to)
                .toList();
    }

    private static LocalDate dateOf(long epochSecond, ZoneRules rules) {
        Instant instant = Instant.ofEpochSecond(epochSecond);
        return LocalDate.ofInstant(instant, rules.getOffset(instant));
    }

    private static void addWindows(Rota rota, LocalDate date, ZoneRules rules, List<Window> windows) {
        for (Schedule schedule : rota.schedules()) {
            if (!schedule.isValidOn(date)) {
                continue;
            }
            for (WeeklyWindow weekly : schedule.windows()) {
                if (weekly.day() == date.getDayOfWeek()) {
                    long from = startOf(date.atTime(weekly.start()), rules);
                    LocalDate endDate = weekly.endsNextDay() ? date.plusDays(1) : date;
                    long to = endOf(endDate.atTime(weekly.end()), rules);
                    // A window inside a gap of the clock does not happen.
                    if (from < to) {
                        windows.add(new Window(from, to));
                    }
                }
            }
        }
    }

    private static long startOf(LocalDateTime local, ZoneRules rules) {
        ZoneOffsetTransition shift = rules.getTransition(local);
        if (shift == null) {
            return local.toEpochSecond(rules.getOffset(local));
        }
        return shift.isGap() ? shift.toEpochSecond() : local.toEpochSecond(shift.getOffsetBefore());
    }

    private static long endOf(LocalDateTime local, ZoneRules rules) {
        ZoneOffsetTransition shift = rules.getTransition(local);
        if (shift == null) {
            return local.toEpochSecond(rules.getOffset(local));
        }
        return shift.isGap() ? shift.toEpochSecond() : local.toEpochSecond(shift.getOffsetAfter());
    }

    private static List<Stretch> merge(List<Window> windows) {
        List<Stretch> stretches = new ArrayList<>();
        for (int first = 0; first < windows.size(); ) {
            long mergedFrom = windows.get(first).from;
            long mergedTo = windows.get(first).to;
            List<Long> grids = new ArrayList<>(List.of(mergedFrom));
            int next = first + 1;
            for (; next < windows.size() && windows.get(next).from <= mergedTo; next++) {
                Window window = windows.get(next);
                mergedTo = Math.max(mergedTo, window.to);
                if (window.from - mergedFrom >= GRID_SECONDS && window.from > grids.getLast()) {
                    grids.add(window.from);
                }
            }
            for (int i = 0; i < grids.size(); i++) {
                long gridTo = i + 1 < grids.size() ? grids.get(i + 1) : mergedTo;
                stretches.add(new Stretch(grids.get(i), gridTo, mergedTo));
            }
            first = next;
        }
        return stretches;
    }
}
