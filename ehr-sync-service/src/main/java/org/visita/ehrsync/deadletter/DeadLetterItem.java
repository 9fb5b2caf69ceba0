package org.visita.ehrsync.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.visita.ehrsync.delivery.EhrLook;
import org.visita.ehrsync.delivery.Failure;
import org.visita.kit.topics.EventJson;
import org.visita.kit.topics.UnreadableEventException;

/**
 * Everything there is to know about one dead letter.
 *
 * @param letter as it stands in lists
 * @param event the booking event that the EHR would not take
 * @param origin topic/partition/offset of its record
 * @param outcome the EHR's OperationOutcome; null if it gave none
 * @param discarded null if it is not discarded
 * @param attemptLog of the booking at this connection, the newest first
 * @param comments the newest first
 * @param appointment what would be sent now: of the newest version
 * @param ehr what the EHR holds now
 * @param differences what a delivery would change
 */
record DeadLetterItem(
        @JsonUnwrapped DeadLetterJson.View letter,
        DeadLetterVerdict verdict,
        JsonNode event,
        String origin,
        JsonNode outcome,
        Discarded discarded,
        List<Attempt> attemptLog,
        List<Comment> comments,
        Generated appointment,
        Held ehr,
        List<EhrLook.Difference> differences) {

    /** @param until when it can be restored */
    record Discarded(String by, Instant at, String reason, Instant until) {}

    /**
     * @param outcome {@code written}, {@code retry}, {@code refused}, {@code unavailable}, {@code access-refused} or
     *     {@code not-yet}
     * @param code what went wrong; null if nothing did
     * @param status of the EHR's answer; null if there was none
     */
    record Attempt(int version, Instant startedAt, int durationMillis, String outcome, String code, Integer status) {}

    record Comment(String id, String by, Instant at, String text) {}

    /** @param status of the EHR's answer; null if there was none */
    record Problem(String code, Integer status, String message, String cause, JsonNode outcome) {

        static Problem of(Failure failure) {
            return failure == null
                    ? null
                    : new Problem(
                            failure.code(),
                            failure.status(),
                            failure.message(),
                            failure.cause(),
                            parse(failure.outcome()));
        }
    }

    /** @param resource null if none can be made; then there is a problem */
    record Generated(JsonNode resource, Problem problem) {

        static Generated of(EhrLook.Wanted wanted) {
            return new Generated(wanted.appointment(), Problem.of(wanted.problem()));
        }
    }

    /** @param version of the booking that the Appointment shows; null if it shows none */
    record Held(EhrLook.State state, Integer version, JsonNode resource, Problem problem) {

        static Held of(EhrLook.Held held) {
            return new Held(
                    held.state(),
                    held.version() == 0 ? null : held.version(),
                    held.appointment(),
                    Problem.of(held.problem()));
        }
    }

    /** Null if there is none, or if it is no JSON: what an EHR sends need not be. */
    static JsonNode parse(String json) {
        try {
            return json == null ? null : EventJson.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (UnreadableEventException notJson) {
            return null;
        }
    }
}
