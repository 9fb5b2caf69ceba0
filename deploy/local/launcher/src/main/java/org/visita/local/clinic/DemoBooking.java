package org.visita.local.clinic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.visita.local.stack.Await;
import org.visita.local.stack.StackProblem;

/** Books visits as an integration would, and looks for them in the EHR. */
public final class DemoBooking {

    /** How long the read copies of a clinic that was just loaded may take to reach the booking service. */
    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration SEARCHED = Duration.ofDays(30);
    private static final Set<String> NOT_FREE = Set.of("slot-taken", "patient-conflict");

    private final Gateway gateway;
    private final SampleClinic clinic;
    private final Clock clock;

    public DemoBooking(Gateway gateway, SampleClinic clinic, Clock clock) {
        this.gateway = gateway;
        this.clinic = clinic;
        this.clock = clock;
    }

    /** Books the first free slot for a patient who is free then. */
    public JsonNode bookFirstFree() {
        GatewayProblem[] last = new GatewayProblem[1];
        Optional<JsonNode> booked = Await.present(CATCH_UP, PAUSE, () -> {
            try {
                return tryToBook();
            } catch (GatewayProblem problem) {
                // Not known yet: the visit type or the patient is still on its way to the booking service.
                if (problem.status() >= 500 || problem.status() == 401 || problem.status() == 403) throw problem;
                last[0] = problem;
                return Optional.empty();
            }
        });
        return booked.orElseThrow(() -> new StackProblem(
                "No visit could be booked within " + CATCH_UP.toSeconds() + " s"
                        + (last[0] == null ? ": no slot is free." : ". " + last[0].getMessage()),
                "See ./visita logs booking and ./visita logs availability"));
    }

    /** Free slots of the consultation, soonest first. */
    public List<JsonNode> freeSlots(int limit) {
        OffsetDateTime from = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.SECONDS);
        JsonNode answer = gateway.get(
                "/v1/slots",
                Map.of(
                        "visitType", clinic.consultation(),
                        "from", from.toString(),
                        "to", from.plus(SEARCHED).toString(),
                        "zone", SampleData.ZONE,
                        "limit", Integer.toString(limit)));
        List<JsonNode> slots = new ArrayList<>();
        answer.path("slots").forEach(slots::add);
        return slots;
    }

    /** Books one slot for one patient; empty if either is taken. */
    public Optional<JsonNode> book(JsonNode slot, String patient) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("patientId", patient)
                .put("visitTypeId", clinic.consultation())
                .put("start", slot.path("start").asText())
                .put("practitionerId", slot.path("practitionerId").asText())
                .put("locationId", slot.path("locationId").asText());
        try {
            return Optional.of(
                    gateway.post("/v1/bookings", body, UUID.randomUUID().toString()));
        } catch (GatewayProblem problem) {
            if (NOT_FREE.contains(problem.code())) return Optional.empty();
            throw problem;
        }
    }

    private Optional<JsonNode> tryToBook() {
        for (JsonNode slot : freeSlots(5)) {
            for (String patient : clinic.patients()) {
                Optional<JsonNode> booked = book(slot, patient);
                if (booked.isPresent()) return booked;
            }
        }
        return Optional.empty();
    }
}
