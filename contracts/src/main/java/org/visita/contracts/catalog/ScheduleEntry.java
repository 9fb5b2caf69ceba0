package org.visita.contracts.catalog;

import java.time.LocalDate;
import java.util.List;

/**
 * Weekly hours of a practitioner at a location.
 *
 * @param validFrom first date, null: since ever
 * @param validTo last date, inclusive, null: for ever
 */
public record ScheduleEntry(
        String practitionerId, String locationId, LocalDate validFrom, LocalDate validTo, List<Window> windows) {
    public ScheduleEntry {
        windows = List.copyOf(windows);
    }

    /**
     * Hours of one weekday, in wall-clock time of the location.
     *
     * @param day {@code MONDAY} to {@code SUNDAY}
     * @param start {@code HH:mm}
     * @param end {@code HH:mm}, or {@code 24:00}; at or before the start it means the next day
     */
    public record Window(String day, String start, String end) {}
}
