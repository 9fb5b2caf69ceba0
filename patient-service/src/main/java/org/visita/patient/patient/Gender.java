package org.visita.patient.patient;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Administrative gender, FHIR R4 value set administrative-gender. */
enum Gender {
    @JsonProperty("male")
    MALE,
    @JsonProperty("female")
    FEMALE,
    @JsonProperty("other")
    OTHER,
    @JsonProperty("unknown")
    UNKNOWN
}
