package org.visita.rules;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * Hours that recur every week, on the wall clock of a location.
 *
 * @param day the window starts on
 * @param start whole minutes
 * @param end whole minutes; at or before {@code start} it is a time of the next day, so 24:00 is
 *     {@link LocalTime#MIDNIGHT} and an end equal to the start makes a whole day
 */
public record WeeklyWindow(DayOfWeek day, LocalTime start, LocalTime end) {

    /** One window for each hour of the week. Bounds the work that a single schedule can cause. */
    public static final int MAX_WINDOWS = 7 * 24;

    public WeeklyWindow {
        Require.present("day", day);
        Require.wholeMinutes("start", start);
        Require.wholeMinutes("end", end);
    }

    static List<WeeklyWindow> bounded(String name, List<WeeklyWindow> windows) {
        List<WeeklyWindow> copy = List.copyOf(Require.present(name, windows));
        if (copy.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException("at most " + MAX_WINDOWS + " windows, not " + copy.size());
        }
        return copy;
    }
}
