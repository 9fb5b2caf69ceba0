package org.visita.local.bench.slots;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** When everybody in the benchmark's clinic works: weekdays, with an hour for lunch. */
final class ClinicHours {

    /** Its clock shifts in March, inside the days that the engine is measured on. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    static final Set<DayOfWeek> DAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    /** Hours without a break; neither spans a clock shift. */
    record Half(LocalTime start, LocalTime end) {}

    static final List<Half> HALVES = List.of(
            new Half(LocalTime.of(8, 0), LocalTime.of(12, 0)), new Half(LocalTime.of(13, 0), LocalTime.of(17, 0)));

    private ClinicHours() {}

    static boolean isOpen(LocalDate date) {
        return DAYS.contains(date.getDayOfWeek());
    }
}
