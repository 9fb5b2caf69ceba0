package org.visita.booking.booking;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * A request to move a booking.
 *
 * @param practitionerId left out: the same as before
 * @param locationId left out: the same as before
 * @param modality left out: the same as before
 */
public record RescheduleJson(OffsetDateTime start, String practitionerId, String locationId, ModalityJson modality) {

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
    static RescheduleJson checked(RescheduleJson json) {
        if (json == null) {
            throw Refusal.invalid("", "is needed").asException();
        }
        List<FieldError> errors = new ArrayList<>();
        BookingJson.start(errors, json.start);
        BookingJson.id(errors, "/practitionerId", json.practitionerId, false);
        BookingJson.id(errors, "/locationId", json.locationId, false);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return json;
    }
}
