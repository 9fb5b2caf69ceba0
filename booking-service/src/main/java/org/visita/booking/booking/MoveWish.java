package org.visita.booking.booking;

import java.time.Instant;
import java.util.UUID;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.problem.Refusal;
import org.visita.rules.Modality;

/**
 * Where a caller wants a booking to be; what is null stays as it is.
 *
 * @param holdId a slot that the caller holds for it; then this says where to, and the rest only repeats it
 */
public record MoveWish(Instant start, String practitionerId, String locationId, Modality modality, UUID holdId) {

    VisitWish from(Visit visit) {
        return new VisitWish(
                visit.patientId().toString(),
                visit.visitTypeId().toString(),
                start == null ? visit.start() : start,
                practitionerId == null ? visit.practitionerId().toString() : practitionerId,
                locationId == null ? visit.locationId().toString() : locationId,
                modality == null ? visit.modality() : modality,
                visit.patientStatus());
    }

    /**
     * @throws org.visita.kit.problem.RefusedException if the hold is for another patient or kind of visit, or not what
     *     the caller says of it
     */
    void requireFits(Visit visit, Visit held) {
        if (!held.patientId().equals(visit.patientId())
                || !held.visitTypeId().equals(visit.visitTypeId())
                || held.patientStatus() != visit.patientStatus()) {
            throw Refusal.invalid("/holdId", "is for another patient, visit type or patient status")
                    .asException();
        }
        new HeldVisit(null, null, start, practitionerId, locationId, modality, null).requireSame(held);
    }
}
