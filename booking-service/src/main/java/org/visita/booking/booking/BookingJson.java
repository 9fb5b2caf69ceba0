package org.visita.booking.booking;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * A request to book: a visit, or a slot that the caller holds.
 *
 * @param practitionerId left out: anyone who is free
 * @param locationId left out: anywhere it is offered
 * @param modality left out: in person where possible, else at a distance
 * @param patientStatus left out: the timing that the visit type has for anybody
 * @param holdId a hold, which then says all the rest; what is repeated has to be the same
 */
public record BookingJson(
        String patientId,
        String visitTypeId,
        OffsetDateTime start,
        String practitionerId,
        String locationId,
        ModalityJson modality,
        PatientStatusJson patientStatus,
        String holdId) {

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
    public static BookingJson checked(BookingJson json) {
        if (json == null) {
            throw Refusal.invalid("", "is needed").asException();
        }
        List<FieldError> errors = new ArrayList<>();
        if (json.holdId == null) {
            visit(errors, json.patientId, json.visitTypeId, json.practitionerId, json.locationId);
            start(errors, json.start);
        } else {
            id(errors, "/holdId", json.holdId, true);
            id(errors, "/patientId", json.patientId, false);
            id(errors, "/visitTypeId", json.visitTypeId, false);
            id(errors, "/practitionerId", json.practitionerId, false);
            id(errors, "/locationId", json.locationId, false);
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return json;
    }

    public VisitWish toWish() {
        return new VisitWish(
                patientId,
                visitTypeId,
                start.toInstant(),
                practitionerId,
                locationId,
                ModalityJson.toRules(modality),
                PatientStatusJson.toRules(patientStatus));
    }

    public HeldVisit toHeldVisit() {
        return new HeldVisit(
                patientId,
                visitTypeId,
                start == null ? null : start.toInstant(),
                practitionerId,
                locationId,
                ModalityJson.toRules(modality),
                PatientStatusJson.toRules(patientStatus));
    }

    public UUID hold() {
        return Ids.parse(holdId).orElseThrow();
    }

    static void visit(
            List<FieldError> errors, String patientId, String visitTypeId, String practitionerId, String locationId) {
        id(errors, "/patientId", patientId, true);
        id(errors, "/visitTypeId", visitTypeId, true);
        id(errors, "/practitionerId", practitionerId, false);
        id(errors, "/locationId", locationId, false);
    }

    static void start(List<FieldError> errors, OffsetDateTime start) {
        if (start == null) {
            errors.add(new FieldError("/start", "is needed"));
        } else if (start.getYear() < 2000 || start.getYear() > 2200) {
            errors.add(new FieldError("/start", "lies between the years 2000 and 2200"));
        }
    }

    static void id(List<FieldError> errors, String pointer, String value, boolean needed) {
        if (value == null) {
            if (needed) {
                errors.add(new FieldError(pointer, "is needed"));
            }
        } else if (Ids.parse(value).isEmpty()) {
            errors.add(new FieldError(pointer, "is not an id"));
        }
    }
}
