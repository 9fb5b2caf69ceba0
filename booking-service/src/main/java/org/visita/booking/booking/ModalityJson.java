package org.visita.booking.booking;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.visita.rules.Modality;

/** How a visit is to happen, as it stands on the wire. */
public enum ModalityJson {
    @JsonProperty("in-person")
    IN_PERSON,
    @JsonProperty("telehealth")
    TELEHEALTH;

    /** @param json may be null: left open */
    static Modality toRules(ModalityJson json) {
        return json == null ? null : Modality.valueOf(json.name());
    }
}
