package org.visita.ehrsync.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** Whether an EHR answers, as far as we know. */
public enum CircuitState {
    /** It does: deliveries go out. */
    @JsonProperty("closed")
    CLOSED("closed"),
    /** It does not: deliveries wait, until it is time for the next probe. */
    @JsonProperty("open")
    OPEN("open"),
    /** One delivery is out as a probe; the others wait for how it fares. */
    @JsonProperty("half-open")
    HALF_OPEN("half-open");

    private final String code;

    CircuitState(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    static CircuitState of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code.equals(code))
                .findFirst()
                .orElseThrow();
    }
}
