package org.visita.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** Weeks of ISO 8601: Monday to Sunday. */
final class Weeks {

    private Weeks() {}

    static LocalDate mondayOf(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    static LocalDate sundayOf(LocalDate date) {
        return mondayOf(date).plusDays(6);
    }
}
