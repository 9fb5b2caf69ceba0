package org.visita.contracts.catalog;

import java.time.LocalDate;
import java.util.List;

/**
 * Dates on which places are closed, each date whole in the zone of each place. The name stays with
 * availability-service.
 *
 * @param locationIds empty: every location
 * @param lastDate inclusive
 */
public record HolidayEntry(List<String> locationIds, LocalDate firstDate, LocalDate lastDate) {
    public HolidayEntry {
        locationIds = locationIds == null ? List.of() : List.copyOf(locationIds);
    }
}
