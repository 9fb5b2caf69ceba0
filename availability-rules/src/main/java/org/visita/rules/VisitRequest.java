package org.visita.rules;

import java.time.Instant;
import java.util.Set;

/**
 * Asks whether one visit may be booked.
 *
 * @param visitTypeId what is to be booked
 * @param start of the visit
 * @param practitionerId by whom; null means anyone who is free
 * @param locationId where; null means anywhere it is offered
 * @param patientId for whom
 * @param now the current instant, from which notice and horizon count
 */
public record VisitRequest(
        String visitTypeId, Instant start, String practitionerId, String locationId, String patientId, Instant now) {

    public VisitRequest {
        Require.id("visitTypeId", visitTypeId);
        Require.present("start", start);
        Require.id("patientId", patientId);
        Require.present("now", now);
    }

    /** As a filter: empty means any. */
    Set<String> practitionerIds() {
        return practitionerId == null ? Set.of() : Set.of(practitionerId);
    }

    /** As a filter: empty means any. */
    Set<String> locationIds() {
        return locationId == null ? Set.of() : Set.of(locationId);
    }
}
