package org.visita.availability.catalog;

import java.util.List;
import org.visita.availability.catalog.Impact.NonexistentTime;

/**
 * The answer to a change of which there is nothing else to show: one that was only tried out, or a deletion.
 *
 * @param dryRun true if nothing was changed; else null
 */
record ImpactJson(Boolean dryRun, AffectedBookingsJson affectedBookings, List<NonexistentTime> nonexistentTimes) {

    static ImpactJson of(boolean dryRun, Impact impact) {
        return new ImpactJson(dryRun ? true : null, impact.affectedBookings(), impact.nonexistentTimes());
    }
}
