package org.visita.rules;

import java.time.ZoneId;
import java.util.List;

/**
 * A place where visits happen.
 *
 * @param id of the location
 * @param zone whose wall clock the hours of this location follow
 * @param openingHours nobody works outside of them; empty means always open
 */
public record Location(String id, ZoneId zone, List<WeeklyWindow> openingHours) implements CatalogPart {

    public Location {
        Require.id("location id", id);
        Require.present("zone", zone);
        openingHours = WeeklyWindow.bounded("openingHours", openingHours);
    }
}
