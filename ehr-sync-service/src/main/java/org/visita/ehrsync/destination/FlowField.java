package org.visita.ehrsync.destination;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** Parts of an Appointment that a connection may do without. What is switched off is not sent, and left as it is. */
public enum FlowField {
    @JsonProperty("service-type")
    SERVICE_TYPE("service-type"),
    @JsonProperty("practitioner")
    PRACTITIONER("practitioner"),
    @JsonProperty("location")
    LOCATION("location"),
    @JsonProperty("cancellation-reason")
    CANCELLATION_REASON("cancellation-reason"),
    /** Phone and e-mail of a Patient that is created. */
    @JsonProperty("patient-contacts")
    PATIENT_CONTACTS("patient-contacts");

    private final String code;

    FlowField(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static FlowField of(String code) {
        return Arrays.stream(values())
                .filter(field -> field.code.equals(code))
                .findFirst()
                .orElseThrow();
    }
}
