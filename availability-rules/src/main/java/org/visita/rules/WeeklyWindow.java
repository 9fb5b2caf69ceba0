package org.visita.rules;

import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * Working hours that recur every week, on the wall clock of the schedule's location.
 *
 * @param day the window starts on
 * @param start whole minutes
 * @param end whole minutes; at or before {@code start} it is a time of the next day, so 24:00 is
 *     {@link LocalTime#MIDNIGHT} and an end equal to the start makes a whole day
 */
public record WeeklyWindow(DayOfWeek day, LocalTime start, LocalTime end) {

    public WeeklyWindow {
        Require.present("day", day);
        wholeMinutes("start", start);
        wholeMinutes("end", end);
    }

    /** Whether the window ends on the day after the one it starts on. */
    public boolean endsNextDay() {
        return !end.isAfter(start);
    }

    private static void wholeMinutes(String name, LocalTime time) {
        Require.present(name, time);
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new IllegalArgumentException(name + " must be whole minutes, not " + time);
        }
    }
}
