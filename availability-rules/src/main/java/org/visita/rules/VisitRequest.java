package org.visita.rules;

import java.time.Instant;

/**
 * Asks whether one visit may be booked.
 *
 * @param visitTypeId what is to be booked
 * @param start of the visit
 * @param practitionerId by whom; null means anyone who is free
 * @param locationId where; null means anywhere it is offered
 * @param modality how it is to happen; null means in person where possible, else at a distance
 * @param patient whether the patient is new; null leaves it open, and the visit type's own timing holds
 * @param patientId for whom
 * @param now the current instant, from which notice and horizon count
 */
public record VisitRequest(
        String visitTypeId,
        Instant start,
        String practitionerId,
        String locationId,
        Modality modality,
        PatientStatus patient,
        String patientId,
        Instant now) {

    public VisitRequest {
        Require.id("visitTypeId", visitTypeId);
        Require.present("start", start);
        Require.id("patientId", patientId);
        Require.present("now", now);
    }

    SlotFilter filter() {
        return SlotFilter.of(practitionerId, locationId);
    }
}
