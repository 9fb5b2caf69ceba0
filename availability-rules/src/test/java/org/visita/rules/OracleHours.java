package org.visita.rules;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The working minutes of one practitioner at one location for one modality, and where the grid of each begins. Time off
 * and holidays are not taken out: they move no grid.
 */
final class OracleHours {

    private final World world;
    private final OracleClock clock;
    private final Location location;
    private final ZoneId zone;
    private final BitSet open;
    private final BitSet working = new BitSet();
    private final BitSet windowStarts = new BitSet();
    private final List<LocalDate> nonexistent = new ArrayList<>();
    private final int[] gridStart;

    OracleHours(World world, OracleClock clock, String practitionerId, Location location, Modality modality) {
        this.world = world;
        this.clock = clock;
        this.location = location;
        this.zone = location.zone();
        this.open = open();
        clock.dates().forEach(date -> work(practitionerId, modality, date));
        this.gridStart = grid();
    }

    boolean cover(int from, int to) {
        return working.nextClearBit(from) >= to;
    }

    int gridStart(int minute) {
        return gridStart[minute];
    }

    /** Whether the override of that date names a time that the clock does not show on it. */
    boolean nameNonexistentTimeOn(LocalDate date) {
        return nonexistent.contains(date);
    }

    private BitSet open() {
        BitSet minutes = new BitSet();
        minutes.set(0, clock.size(), location.openingHours().isEmpty());
        for (LocalDate date : clock.dates()) {
            for (WeeklyWindow window : location.openingHours()) {
                if (window.day() == date.getDayOfWeek()) {
                    minutes.set(start(date, window.start()), Math.max(start(date, window.start()), end(date, window)));
                }
            }
        }
        return minutes;
    }

    private int start(LocalDate date, LocalTime start) {
        return clock.first(zone, date.atTime(start));
    }

    private int end(LocalDate date, WeeklyWindow window) {
        return clock.last(zone, endOf(date, window.start(), window.end()));
    }

    private void work(String practitionerId, Modality modality, LocalDate date) {
        List<DateOverride> overrides = world.all(DateOverride.class).stream()
                .filter(each -> each.practitionerId().equals(practitionerId)
                        && each.locationId().equals(location.id())
                        && each.date().equals(date))
                .toList();
        if (overrides.isEmpty()) {
            schedules(practitionerId, modality, date)
                    .flatMap(each -> each.windows().stream())
                    .filter(window -> window.day() == date.getDayOfWeek())
                    .forEach(window -> mark(start(date, window.start()), end(date, window)));
        }
        for (DateOverride override : overrides) {
            if (override.modalities().contains(modality)) {
                override.windows().forEach(window -> markNamed(date, window));
            }
        }
    }

    private Stream<Schedule> schedules(String practitionerId, Modality modality, LocalDate date) {
        return world.all(Schedule.class).stream()
                .filter(each -> each.practitionerId().equals(practitionerId)
                        && each.locationId().equals(location.id())
                        && each.modalities().contains(modality)
                        && (each.validFrom() == null || each.validFrom().compareTo(date) <= 0)
                        && (each.validTo() == null || each.validTo().compareTo(date) >= 0));
    }

    private void markNamed(LocalDate date, LocalWindow window) {
        LocalDateTime end = endOf(date, window.start(), window.end());
        boolean endComes = window.end().equals(LocalTime.MIDNIGHT) || clock.shows(zone, end);
        if (clock.shows(zone, date.atTime(window.start())) && endComes) {
            mark(start(date, window.start()), clock.last(zone, end));
        } else {
            nonexistent.add(date);
        }
    }

    private void mark(int from, int to) {
        for (int minute = from; minute < to; minute++) {
            if (open.get(minute)) {
                working.set(minute);
                if (minute == from || !open.get(minute - 1)) {
                    windowStarts.set(minute);
                }
            }
        }
    }

    private int[] grid() {
        int[] starts = new int[clock.size()];
        int merged = 0;
        for (int minute = working.nextSetBit(1); minute >= 0; minute = working.nextSetBit(minute + 1)) {
            boolean begins = !working.get(minute - 1);
            merged = begins ? minute : merged;
            boolean afresh = windowStarts.get(minute) && minute - merged >= OracleClock.DAY;
            starts[minute] = begins || afresh ? minute : starts[minute - 1];
        }
        return starts;
    }

    private static LocalDateTime endOf(LocalDate date, LocalTime start, LocalTime end) {
        return (end.compareTo(start) <= 0 ? date.plusDays(1) : date).atTime(end);
    }
}
