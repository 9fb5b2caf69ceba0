package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The minutes around a query, numbered, and what the clocks on the wall show in each of them. */
final class OracleClock {

    static final int DAY = 24 * 60;

    private static final int DAYS_BEFORE = 9;
    private static final int DAYS_AFTER = 5;
    /** No wall clock is further away from UTC than this, a skipped date included. */
    private static final int FURTHEST = 40 * 60;

    private final Instant base;
    private final int size;
    private final Map<ZoneId, long[]> shown = new HashMap<>();

    OracleClock(Instant from, Instant to) {
        base = from.truncatedTo(ChronoUnit.MINUTES).minusSeconds(DAYS_BEFORE * DAY * 60L);
        size = floor(to) + DAYS_AFTER * DAY;
    }

    int size() {
        return size;
    }

    Instant instant(int minute) {
        return base.plusSeconds(minute * 60L);
    }

    /** The minute that the instant lies in. */
    int floor(Instant instant) {
        return Math.toIntExact(Math.floorDiv(instant.getEpochSecond() - base.getEpochSecond(), 60L));
    }

    /** The first minute that does not begin before the instant. */
    int ceil(Instant instant) {
        return instant.equals(instant(floor(instant))) ? floor(instant) : floor(instant) + 1;
    }

    LocalDate date(ZoneId zone, int minute) {
        return LocalDate.ofEpochDay(Math.floorDiv(shown(zone)[minute], (long) DAY));
    }

    /** Dates of any zone that lie well inside of the known minutes. */
    List<LocalDate> dates() {
        return LocalDate.ofInstant(base, ZoneOffset.UTC)
                .plusDays(2)
                .datesUntil(LocalDate.ofInstant(instant(size), ZoneOffset.UTC).minusDays(2))
                .toList();
    }

    /** Whether it ever shows that time. */
    boolean shows(ZoneId zone, LocalDateTime time) {
        return find(zone, time, true) >= 0;
    }

    /** When the clock shows that time first; where it never does, the first minute when it shows a later one. */
    int first(ZoneId zone, LocalDateTime time) {
        int found = find(zone, time, true);
        return found >= 0 ? found : firstLater(zone, time);
    }

    /** When the clock shows that time last; where it never does, the first minute when it shows a later one. */
    int last(ZoneId zone, LocalDateTime time) {
        int found = find(zone, time, false);
        return found >= 0 ? found : firstLater(zone, time);
    }

    private int find(ZoneId zone, LocalDateTime time, boolean first) {
        long[] onTheWall = shown(zone);
        long wanted = minuteOf(time);
        int found = -1;
        for (int minute = searchFrom(time); minute < searchTo(time); minute++) {
            if (onTheWall[minute] == wanted && (found < 0 || !first)) {
                found = minute;
            }
        }
        return found;
    }

    private int firstLater(ZoneId zone, LocalDateTime time) {
        int minute = searchFrom(time);
        while (shown(zone)[minute] <= minuteOf(time)) {
            minute++;
        }
        return minute;
    }

    private int searchFrom(LocalDateTime time) {
        return Math.max(0, floor(time.toInstant(ZoneOffset.UTC)) - FURTHEST);
    }

    private int searchTo(LocalDateTime time) {
        return Math.min(size, floor(time.toInstant(ZoneOffset.UTC)) + FURTHEST);
    }

    private long[] shown(ZoneId zone) {
        return shown.computeIfAbsent(zone, each -> {
            long[] times = new long[size];
            for (int minute = 0; minute < size; minute++) {
                long offset = each.getRules().getOffset(instant(minute)).getTotalSeconds();
                times[minute] = Math.floorDiv(instant(minute).getEpochSecond() + offset, 60L);
            }
            return times;
        });
    }

    private static long minuteOf(LocalDateTime time) {
        return Math.floorDiv(time.toEpochSecond(ZoneOffset.UTC), 60L);
    }
}
