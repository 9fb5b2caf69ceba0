package org.visita.booking.booking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.rules.Modality;
import org.visita.rules.PatientStatus;

/** What a caller says again of a visit that is held already; each may be null, and then the hold says it. */
public record HeldVisit(
        String patientId,
        String visitTypeId,
        Instant start,
        String practitionerId,
        String locationId,
        Modality modality,
        PatientStatus patientStatus) {

    /** @throws org.visita.kit.problem.RefusedException with all that differs: another visit needs another hold */
    void requireSame(Visit held) {
        List<FieldError> errors = new ArrayList<>();
        same(errors, "/patientId", id(patientId), held.patientId());
        same(errors, "/visitTypeId", id(visitTypeId), held.visitTypeId());
        same(errors, "/start", start, held.start());
        same(errors, "/practitionerId", id(practitionerId), held.practitionerId());
        same(errors, "/locationId", id(locationId), held.locationId());
        same(errors, "/modality", modality, held.modality());
        same(errors, "/patientStatus", patientStatus, held.patientStatus());
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
    }

    private static void same(List<FieldError> errors, String pointer, Object said, Object held) {
        if (said != null && !Objects.equals(said, held)) {
            errors.add(new FieldError(pointer, "is not what is held"));
        }
    }

    private static UUID id(String id) {
        return id == null ? null : UUID.fromString(id);
    }
}
