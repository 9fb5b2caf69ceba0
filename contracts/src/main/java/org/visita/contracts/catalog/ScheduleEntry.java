package org.visita.contracts.catalog;

import java.time.LocalDate;
import java.util.List;

/**
 * Weekly hours of a practitioner at a location.
 *
 * @param validFrom first date, null: since ever
 * @param validTo last date, inclusive, null: for ever
 * @param modality how visits in these hours can happen; {@code EITHER} unless said
 */
public record ScheduleEntry(
        String practitionerId,
        String locationId,
        LocalDate validFrom,
        LocalDate validTo,
        List<Window> windows,
        OfferedModality modality) {
    public ScheduleEntry {
        windows = List.copyOf(windows);
        modality = modality == null ? OfferedModality.EITHER : modality;
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
