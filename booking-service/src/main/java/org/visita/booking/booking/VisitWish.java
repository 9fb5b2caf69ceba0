package org.visita.booking.booking;

import java.time.Instant;
import org.visita.booking.booking.domain.Visit;
import org.visita.rules.Modality;
import org.visita.rules.PatientStatus;
import org.visita.rules.VisitRequest;

/**
 * What a caller wants to be booked; what is null is left to the clinic.
 *
 * @param practitionerId null: anyone who is free
 * @param locationId null: anywhere it is offered
 * @param modality null: in person where possible, else at a distance
 * @param patientStatus null: the visit type's own timing holds
 */
public record VisitWish(
        String patientId,
        String visitTypeId,
        Instant start,
        String practitionerId,
        String locationId,
        Modality modality,
        PatientStatus patientStatus) {

    /** @param now from when notice and horizon count */
    VisitRequest asked(Instant now) {
        return new VisitRequest(
                visitTypeId, start, practitionerId, locationId, modality, patientStatus, patientId, now);
    }

    /** The same visit again. */
    static VisitWish of(Visit visit) {
        return new VisitWish(
                visit.patientId().toString(),
                visit.visitTypeId().toString(),
                visit.start(),
                visit.practitionerId().toString(),
                visit.locationId().toString(),
                visit.modality(),
                visit.patientStatus());
    }
}
