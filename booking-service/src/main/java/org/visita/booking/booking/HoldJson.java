package org.visita.booking.booking;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * A request to hold a slot.
 *
 * @param practitionerId left out: anyone who is free
 * @param locationId left out: anywhere it is offered
 * @param modality left out: in person where possible, else at a distance
 * @param patientStatus left out: the timing that the visit type has for anybody
 * @param ttl for how long, from {@code PT1M} to {@code PT15M}; left out: {@code PT10M}
 */
public record HoldJson(
        String patientId,
        String visitTypeId,
        OffsetDateTime start,
        String practitionerId,
        String locationId,
        ModalityJson modality,
        PatientStatusJson patientStatus,
        Duration ttl) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
    public static HoldJson checked(HoldJson json) {
        if (json == null) {
            throw Refusal.invalid("", "is needed").asException();
        }
        List<FieldError> errors = new ArrayList<>();
        BookingJson.visit(errors, json.patientId, json.visitTypeId, json.practitionerId, json.locationId);
        BookingJson.start(errors, json.start);
        if (json.ttl().compareTo(SHORTEST) < 0 || json.ttl().compareTo(LONGEST) > 0) {
            errors.add(new FieldError("/ttl", "is from PT1M to PT15M"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return json;
    }

    @Override
    public Duration ttl() {
        return ttl == null ? USUAL : ttl;
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
}
