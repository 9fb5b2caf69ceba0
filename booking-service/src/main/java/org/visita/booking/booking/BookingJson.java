package org.visita.booking.booking;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * A request to book.
 *
 * @param practitionerId left out: anyone who is free
 * @param locationId left out: anywhere it is offered
 * @param modality left out: in person where possible, else at a distance
 * @param patientStatus left out: the timing that the visit type has for anybody
 */
public record BookingJson(
        String patientId,
        String visitTypeId,
        OffsetDateTime start,
        String practitionerId,
        String locationId,
        ModalityJson modality,
        PatientStatusJson patientStatus) {

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
    static VisitWish toWish(BookingJson json) {
        if (json == null) {
            throw Refusal.invalid("", "is needed").asException();
        }
        List<FieldError> errors = new ArrayList<>();
        id(errors, "/patientId", json.patientId, true);
        id(errors, "/visitTypeId", json.visitTypeId, true);
        id(errors, "/practitionerId", json.practitionerId, false);
        id(errors, "/locationId", json.locationId, false);
        start(errors, json.start);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return new VisitWish(
                json.patientId,
                json.visitTypeId,
                json.start.toInstant(),
                json.practitionerId,
                json.locationId,
                ModalityJson.toRules(json.modality),
                PatientStatusJson.toRules(json.patientStatus));
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
