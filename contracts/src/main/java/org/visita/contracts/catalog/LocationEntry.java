package org.visita.contracts.catalog;

import java.util.List;
import org.visita.contracts.Identifier;

/**
 * A place where visits happen.
 *
 * @param zone IANA id; working hours are wall-clock times of it
 * @param identifiers under which other systems know the place
 */
public record LocationEntry(String zone, List<Identifier> identifiers) {
    public LocationEntry {
        identifiers = List.copyOf(identifiers);
    }
}
