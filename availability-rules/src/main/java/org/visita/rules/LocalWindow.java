package org.visita.rules;

import java.time.LocalTime;

/**
 * Hours of one date, on the wall clock of a location.
 *
 * @param start whole minutes
 * @param end whole minutes; at or before {@code start} it is a time of the next day; 24:00 is
 *     {@link LocalTime#MIDNIGHT}
 */
public record LocalWindow(LocalTime start, LocalTime end) {

    public LocalWindow {
        Require.wholeMinutes("start", start);
        Require.wholeMinutes("end", end);
    }
}
