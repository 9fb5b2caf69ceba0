package org.visita.rules;

import java.time.LocalDate;

/**
 * How many visits of a type a practitioner has on one date. Cancelled ones do not count, no-shows do, a group's session
 * counts once.
 *
 * @param practitionerId who
 * @param visitTypeId of what
 * @param date that the visits have in the zone of their own location
 * @param visits 0 or more
 */
public record VisitCount(String practitionerId, String visitTypeId, LocalDate date, int visits) {

    public VisitCount {
        Require.id("count's practitionerId", practitionerId);
        Require.id("count's visitTypeId", visitTypeId);
        Require.present("date", date);
        if (visits < 0) {
            throw new IllegalArgumentException("visits must not be negative");
        }
    }
}
