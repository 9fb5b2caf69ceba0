package org.visita.availability.catalog;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * What a change does to what stands. Nothing of it moves: it is told, so that somebody can act.
 *
 * @param affectedBookings those that fitted the catalog before, and do not after
 * @param nonexistentTimes overrides that name a local time which their date does not have after the change, the first
 *     {@link #MOST_LISTED}; null if there are none
 */
record Impact(AffectedBookingsJson affectedBookings, List<NonexistentTime> nonexistentTimes) {

    static final int MOST_LISTED = 20;

    /** One override; what it says of that time does not happen. */
    record NonexistentTime(String overrideId, LocalDate date) {

        static final Comparator<NonexistentTime> ORDER =
                Comparator.comparing(NonexistentTime::date).thenComparing(NonexistentTime::overrideId);
    }
}
