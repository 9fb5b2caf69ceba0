package org.visita.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The wall-clock hours of one practitioner at one location, indexed by weekday and date. */
final class WorkingHours {

    private static final int DAYS_OF_WEEK = 7;
    private static final int THURSDAY_AS_INDEX = 3; // epoch day 0

    /** Seconds of the day; an end at or before its start lies on the next date. */
    private record Window(int firstDate, int lastDate, int start, int end) {}

    private final Location location;
    private final ZoneDays days;
    private final Map<Modality, List<List<Window>>> weekly = new EnumMap<>(Modality.class);
    private final Map<Modality, Map<Integer, List<Window>>> overrides = new EnumMap<>(Modality.class);
    private final Set<Integer> overridden = new HashSet<>();
    private final Map<Modality, Set<Integer>> unreal = new EnumMap<>(Modality.class);
    private final List<List<Window>> opening;

    WorkingHours(Location location, ZoneDays days, Collection<Schedule> schedules, Collection<DateOverride> overrides) {
        this.location = location;
        this.days = days;
        this.opening = week();
        location.openingHours().forEach(window -> addWeekly(opening, window, Integer.MIN_VALUE, Integer.MAX_VALUE));
        for (Modality modality : Modality.values()) {
            weekly.put(modality, week());
            this.overrides.put(modality, new HashMap<>());
            unreal.put(modality, new HashSet<>());
        }
        schedules.forEach(this::add);
        overrides.forEach(this::add);
    }

    /** Whether a window of that date, for that modality, names a local time that does not exist. */
    boolean isUnreal(Modality modality, int date) {
        return unreal.get(modality).contains(date);
    }

    /** The windows that start on these dates, both included, cut to the opening hours; in order of their starts. */
    Windows windows(Modality modality, int firstDate, int lastDate) {
        Windows windows = new Windows();
        for (int date = firstDate; date <= lastDate; date++) {
            List<Window> ofDate = overridden.contains(date)
                    ? overrides.get(modality).getOrDefault(date, List.of())
                    : weekly.get(modality).get(dayOfWeek(date));
            addAll(ofDate, date, windows);
        }
        windows.sort();
        return location.openingHours().isEmpty() ? windows : windows.within(open(firstDate - 1, lastDate + 2));
    }

    private Windows open(int firstDate, int lastDate) {
        Windows open = new Windows();
        for (int date = firstDate; date <= lastDate; date++) {
            addAll(opening.get(dayOfWeek(date)), date, open);
        }
        open.sort();
        return open.merged();
    }

    private void addAll(List<Window> ofDate, int date, Windows windows) {
        for (Window window : ofDate) {
            if (window.firstDate <= date && date <= window.lastDate) {
                long from = days.startOf(date, window.start);
                long to = days.endOf(window.end > window.start ? date : date + 1, window.end);
                // A window inside a gap of the clock does not happen.
                if (from < to) {
                    windows.add(from, to);
                }
            }
        }
    }

    private void add(Schedule schedule) {
        int first = schedule.validFrom() == null ? Integer.MIN_VALUE : date(schedule.validFrom());
        int last = schedule.validTo() == null ? Integer.MAX_VALUE : date(schedule.validTo());
        for (Modality modality : schedule.modalities()) {
            schedule.windows().forEach(window -> addWeekly(weekly.get(modality), window, first, last));
        }
    }

    private void add(DateOverride override) {
        int date = date(override.date());
        overridden.add(date);
        for (LocalWindow window : override.windows()) {
            boolean exists = override.exists(window, location.zone());
            for (Modality modality : override.modalities()) {
                if (!exists) {
                    unreal.get(modality).add(date);
                } else {
                    overrides
                            .get(modality)
                            .computeIfAbsent(date, none -> new ArrayList<>())
                            .add(new Window(date, date, second(window.start()), second(window.end())));
                }
            }
        }
    }

    private static void addWeekly(List<List<Window>> week, WeeklyWindow window, int first, int last) {
        week.get(window.day().getValue() - 1)
                .add(new Window(first, last, second(window.start()), second(window.end())));
    }

    private static List<List<Window>> week() {
        List<List<Window>> week = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            week.add(new ArrayList<>());
        }
        return week;
    }

    private static int dayOfWeek(int date) {
        return Math.floorMod(date + THURSDAY_AS_INDEX, DAYS_OF_WEEK);
    }

    private static int date(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    private static int second(LocalTime time) {
        return time.toSecondOfDay();
    }
}
