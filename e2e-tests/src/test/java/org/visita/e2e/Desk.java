package org.visita.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.visita.local.clinic.Gateway;
import org.visita.local.clinic.GatewayProblem;
import org.visita.local.stack.LocalStack;

/** A front desk that books through the gateway and does not give up while a server is down. */
final class Desk {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Visits and their buffers fit between two starts that lie so far apart. */
    private static final Duration APART = Duration.ofMinutes(45);

    /** Goes on from one journey to the next, so that they seldom want the same patient. */
    private static final AtomicInteger TURN = new AtomicInteger();

    private final Gateway gateway;
    private final String visitType;
    private final List<String> patients;

    Desk(LocalStack stack) {
        this(stack.gateway());
    }

    /** A desk at another door. */
    Desk(URI door) {
        gateway = new Gateway(door, TestStack.clinic().apiKey());
        visitType = TestStack.clinic().consultation();
        patients = TestStack.clinic().patients();
    }

    /** Slots that can all be booked, because none takes time from another. */
    List<JsonNode> slots(int count, int daysAhead) {
        Map<String, OffsetDateTime> lastOf = new HashMap<>();
        List<JsonNode> chosen = new ArrayList<>();
        for (int day = daysAhead; chosen.size() < count && day < daysAhead + 40; day++) {
            OffsetDateTime from = OffsetDateTime.now(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.DAYS)
                    .plusDays(day);
            JsonNode found = gateway.get(
                    "/v1/slots",
                    Map.of(
                            "visitType",
                            visitType,
                            "from",
                            from.toString(),
                            "to",
                            from.plusDays(1).toString(),
                            "limit",
                            "1000"));
            for (JsonNode slot : found.path("slots")) {
                OffsetDateTime start = OffsetDateTime.parse(slot.path("start").asText());
                String practitioner = slot.path("practitionerId").asText();
                OffsetDateTime last = lastOf.get(practitioner);
                if (chosen.size() < count && (last == null || !start.isBefore(last.plus(APART)))) {
                    lastOf.put(practitioner, start);
                    chosen.add(slot);
                }
            }
        }
        if (chosen.size() < count) {
            throw new IllegalStateException("only " + chosen.size() + " of " + count + " slots are free");
        }
        return chosen;
    }

    /** Books the slot for the next patient in turn who is free then. */
    JsonNode book(JsonNode slot) {
        for (int tries = 1; ; tries++) {
            try {
                return post("/v1/bookings", request(slot));
            } catch (GatewayProblem problem) {
                if (!problem.code().equals("patient-conflict") || tries == patients.size()) {
                    throw problem;
                }
            }
        }
    }

    /** Asks once for the slot, for the next patient in turn. */
    JsonNode tryToBook(JsonNode slot) {
        return gateway.post("/v1/bookings", request(slot), UUID.randomUUID().toString());
    }

    /** What books the slot for the next patient in turn. */
    ObjectNode request(JsonNode slot) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return body.put("patientId", patients.get(TURN.getAndIncrement() % patients.size()))
                .put("visitTypeId", visitType)
                .put("start", slot.path("start").asText())
                .put("practitionerId", slot.path("practitionerId").asText())
                .put("locationId", slot.path("locationId").asText());
    }

    JsonNode reschedule(JsonNode booking, JsonNode to) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("start", to.path("start").asText())
                .put("practitionerId", to.path("practitionerId").asText())
                .put("locationId", to.path("locationId").asText());
        return post("/v1/bookings/" + booking.path("id").asText() + "/reschedule", body);
    }

    JsonNode cancel(JsonNode booking) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("reason", "patient-request");
        return post("/v1/bookings/" + booking.path("id").asText() + "/cancel", body);
    }

    JsonNode read(JsonNode booking) {
        return gateway.get("/v1/bookings/" + booking.path("id").asText(), Map.of());
    }

    private JsonNode post(String path, JsonNode body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    /** The same request under the same key, until it is answered: what was done once is not done again. */
    JsonNode post(String path, JsonNode body, String key) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return gateway.post(path, body, key);
            } catch (GatewayProblem problem) {
                boolean passing = problem.status() >= 502 || problem.code().equals("request-in-progress");
                if (!passing || System.nanoTime() > deadline) {
                    throw problem;
                }
            } catch (java.io.UncheckedIOException down) {
                if (System.nanoTime() > deadline) {
                    throw down;
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(200).toNanos());
        }
    }
}
