package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dates of one zone as instants. The rules of the zone are asked once for each date; what they said is kept, in
 * blocks, as long as the catalog lives. Dates are epoch days, instants epoch seconds. The one place that knows about
 * clock shifts.
 */
final class ZoneDays {

    private static final int BLOCK = 64;
    private static final int DAY_SECONDS = 24 * 60 * 60;

    /** Marks a date on which, or at an end of which, the clocks shift. */
    private static final long SHIFTS = Long.MIN_VALUE;

    private final ZoneRules rules;
    private final Map<Integer, long[]> blocks = new ConcurrentHashMap<>();

    ZoneDays(ZoneRules rules) {
        this.rules = rules;
    }

    /** The date that the wall clock shows. */
    int dateOf(long instant) {
        long local = instant + rules.getOffset(Instant.ofEpochSecond(instant)).getTotalSeconds();
        return Math.toIntExact(Math.floorDiv(local, (long) DAY_SECONDS));
    }

    /**
     * When the wall clock first shows that time: the earlier of two, the first valid instant where it never does.
     *
     * @param second of the day; 0 gives the first instant of the date
     */
    long startOf(int date, int second) {
        return instantOf(date, second, true);
    }

    /** When the wall clock last shows that time: the later of two, the first valid instant where it never does. */
    long endOf(int date, int second) {
        return instantOf(date, second, false);
    }

    private long instantOf(int date, int second, boolean earlier) {
        long midnight = midnight(date);
        if (midnight != SHIFTS) {
            return midnight + second;
        }
        LocalDateTime local = local(date, second);
        ZoneOffsetTransition shift = rules.getTransition(local);
        if (shift == null) {
            return local.toEpochSecond(rules.getOffset(local));
        }
        if (shift.isGap()) {
            return shift.toEpochSecond();
        }
        return local.toEpochSecond(earlier ? shift.getOffsetBefore() : shift.getOffsetAfter());
    }

    /** Whether the clocks shift on that date, or close to it. */
    boolean shifts(int date) {
        return midnight(date) == SHIFTS;
    }

    private long midnight(int date) {
        return blocks.computeIfAbsent(Math.floorDiv(date, BLOCK), this::resolve)[Math.floorMod(date, BLOCK)];
    }

    private long[] resolve(int block) {
        long[] midnights = new long[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            midnights[i] = resolve(LocalDate.ofEpochDay((long) block * BLOCK + i));
        }
        return midnights;
    }

    private long resolve(LocalDate date) {
        LocalDateTime midnight = date.atStartOfDay();
        if (rules.getValidOffsets(midnight).size() != 1) {
            return SHIFTS;
        }
        long start = midnight.toEpochSecond(rules.getOffset(midnight));
        // A day more on either side: a shift outside can repeat or skip times of this date, and some were of 24 hours.
        ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochSecond(start - DAY_SECONDS));
        return next == null || next.toEpochSecond() > start + 2 * DAY_SECONDS ? start : SHIFTS;
    }

    private static LocalDateTime local(int date, int second) {
        return LocalDate.ofEpochDay(date).atTime(LocalTime.ofSecondOfDay(second));
    }
}
