package org.visita.rules;

import java.time.ZoneId;

/**
 * A place where visits happen.
 *
 * @param id of the location
 * @param zone whose wall clock the hours of this location follow
 */
public record Location(String id, ZoneId zone) {

    public Location {
        Require.id("location id", id);
        Require.present("zone", zone);
    }
}
