package org.visita.booking.booking;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.visita.rules.PatientStatus;

/** Whether the clinic has seen the patient before, as it stands on the wire. */
public enum PatientStatusJson {
    @JsonProperty("new")
    NEW,
    @JsonProperty("returning")
    RETURNING;

    /** @param json may be null: left open */
    static PatientStatus toRules(PatientStatusJson json) {
        return json == null ? null : PatientStatus.valueOf(json.name());
    }
}
