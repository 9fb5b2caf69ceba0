package org.visita.booking.booking;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * A request to move a booking; something of it has to be said, and what is left out stays as it is.
 *
 * @param holdId a slot that the caller holds for it
 */
public record RescheduleJson(
        OffsetDateTime start, String practitionerId, String locationId, ModalityJson modality, String holdId) {

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
    public static RescheduleJson checked(RescheduleJson json) {
        if (json == null) {
            throw Refusal.invalid("", "is needed").asException();
        }
        List<FieldError> errors = new ArrayList<>();
        if (json.isEmpty()) {
            errors.add(new FieldError("/start", "is needed, or another practitioner, location or modality, or a hold"));
        }
        if (json.start != null) {
            BookingJson.start(errors, json.start);
        }
        BookingJson.id(errors, "/practitionerId", json.practitionerId, false);
        BookingJson.id(errors, "/locationId", json.locationId, false);
        BookingJson.id(errors, "/holdId", json.holdId, false);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return json;
    }

    private boolean isEmpty() {
        return start == null && practitionerId == null && locationId == null && modality == null && holdId == null;
    }

    public MoveWish toWish() {
        UUID hold = holdId == null ? null : Ids.parse(holdId).orElseThrow();
        return new MoveWish(
                start == null ? null : start.toInstant(),
                practitionerId,
                locationId,
                ModalityJson.toRules(modality),
                hold);
    }
}
