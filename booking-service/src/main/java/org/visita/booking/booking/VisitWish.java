package org.visita.booking.booking;

import java.time.Instant;
import org.visita.rules.Modality;
import org.visita.rules.PatientStatus;

/**
 * What a caller wants to be booked; what is null is left to the clinic.
 *
 * @param practitionerId null: anyone who is free
 * @param locationId null: anywhere it is offered
 * @param modality null: in person where possible, else at a distance
 * @param patientStatus null: the visit type's own timing holds
 */
record VisitWish(
        String patientId,
        String visitTypeId,
        Instant start,
        String practitionerId,
        String locationId,
        Modality modality,
        PatientStatus patientStatus) {}
