package org.visita.local.clinic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.visita.local.stack.Await;
import org.visita.local.stack.StackProblem;

/**
 * A booking that stands in the EHR.
 *
 * @param booking as the API answered
 * @param appointment as the EHR answered
 * @param took from the API's answer to the EHR's
 */
public record Arrival(JsonNode booking, JsonNode appointment, Duration took) {

    /**
     * Looks until the booking's Appointment is there, in this version or newer.
     *
     * @param bound how long to look at most
     * @param pause between two looks
     * @throws StackProblem if it is not there in time
     */
    public static Arrival await(Ehr ehr, JsonNode booking, Duration bound, Duration pause) {
        long start = System.nanoTime();
        String id = booking.path("id").asText();
        long version = booking.path("version").asLong();
        Optional<JsonNode> found = Await.present(bound, pause, () -> {
            List<JsonNode> appointments = ehr.appointments(id);
            return appointments.stream()
                    .filter(appointment -> Ehr.bookingVersion(appointment) >= version)
                    .findFirst();
        });
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return found.map(appointment -> new Arrival(booking, appointment, took))
                .orElseThrow(() -> new StackProblem(
                        "Booking " + id + " is not in the EHR after " + bound.toSeconds() + " s.",
                        "See ./visita logs ehr-sync, and docs/runbooks."));
    }
}
