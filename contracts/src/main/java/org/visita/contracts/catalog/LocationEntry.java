package org.visita.contracts.catalog;

import java.util.List;
import org.visita.contracts.Identifier;

/**
 * A place where visits happen.
 *
 * @param zone IANA id; working hours are wall-clock times of it
 * @param identifiers under which other systems know the place
 * @param openingHours no visit happens outside of them; empty: always open
 */
public record LocationEntry(String zone, List<Identifier> identifiers, List<ScheduleEntry.Window> openingHours) {
    public LocationEntry {
        identifiers = List.copyOf(identifiers);
        openingHours = openingHours == null ? List.of() : List.copyOf(openingHours);
    }
}
