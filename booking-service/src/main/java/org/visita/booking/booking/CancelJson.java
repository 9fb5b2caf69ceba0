package org.visita.booking.booking;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.visita.booking.booking.domain.Cancellation;
import org.visita.kit.problem.Refusal;

/** A request to cancel. */
public record CancelJson(Reason reason) {

    /** Why, as it stands on the wire. */
    public enum Reason {
        @JsonProperty("patient-request")
        PATIENT_REQUEST,
        @JsonProperty("clinic-request")
        CLINIC_REQUEST,
        @JsonProperty("closure")
        CLOSURE,
        @JsonProperty("duplicate")
        DUPLICATE
    }

    /** @throws org.visita.kit.problem.RefusedException if no reason is given */
    public static Cancellation checked(CancelJson json) {
        if (json == null || json.reason == null) {
            throw Refusal.invalid("/reason", "is one of patient-request, clinic-request, closure, duplicate")
                    .asException();
        }
        return Cancellation.valueOf(json.reason.name());
    }
}
