package org.visita.ehrsync.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an EHR holds of a booking at this moment, beside what it would be given.
 *
 * @param differences what a delivery would change; empty if nothing, or if either side is not known
 */
public record EhrLook(Held held, Wanted wanted, List<Difference> differences) {

    /** Whether the EHR has an Appointment of the booking. */
    public enum State {
        @JsonProperty("held")
        HELD,
        @JsonProperty("absent")
        ABSENT,
        /** It did not say, or what it said cannot be made sense of. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /**
     * @param version of the booking that the Appointment shows; 0 if it shows none
     * @param appointment null unless held
     * @param problem why it is unknown or absent; null if there is no more to say
     */
    public record Held(State state, int version, JsonNode appointment, Failure problem) {}

    /**
     * @param appointment what would be sent; null if none can be made
     * @param problem why not; null if there is none
     */
    public record Wanted(JsonNode appointment, Failure problem) {}

    /**
     * One value that a delivery would change.
     *
     * @param path FHIRPath without functions, such as {@code Appointment.participant[0].status}
     * @param ehr null if the EHR has no such element
     * @param ours null if the EHR would lose it
     */
    public record Difference(String path, JsonNode ehr, JsonNode ours) {}
}
