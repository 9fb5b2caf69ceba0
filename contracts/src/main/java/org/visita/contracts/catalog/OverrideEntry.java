package org.visita.contracts.catalog;

import java.time.LocalDate;
import java.util.List;

/**
 * Hours of a practitioner at a location on one date. They replace all windows of the weekly
 * hours that start on it; several entries for one date add up.
 *
 * @param date in the location's zone
 * @param modality how visits in these hours can happen; {@code EITHER} unless said
 * @param windows empty: not working on that date
 */
public record OverrideEntry(
        String practitionerId, String locationId, LocalDate date, OfferedModality modality, List<Window> windows) {
    public OverrideEntry {
        modality = modality == null ? OfferedModality.EITHER : modality;
        windows = windows == null ? List.of() : List.copyOf(windows);
    }

    /**
     * Hours that start on the date, in wall-clock time of the location.
     *
     * @param start {@code HH:mm}
     * @param end {@code HH:mm}, or {@code 24:00}; at or before the start it means the next day
     */
    public record Window(String start, String end) {}
}
