package org.visita.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.LocalStack;

/** Somebody with keys of its own who sends requests of every kind, each once, and keeps account of all of them. */
final class TrailCaller {

    /** What it sends; the rarer ones are those that the door would shut it out for, were there many. */
    enum Kind {
        SLOTS,
        LOCATIONS,
        BOOK,
        BOOK_TAKEN,
        INVALID,
        PATIENT,
        MISSING,
        UNKNOWN,
        WRONG_METHOD,
        FORBIDDEN,
        LIMITED,
        STRANGER,
        PREFLIGHT,
        PAGE,
        FHIR,
        FHIR_REFUSED
    }

    /**
     * A request that somebody took the connection of.
     *
     * @param trace its trace id, which nothing else has
     * @param answer null if none came
     */
    record Sent(Kind kind, String trace, OneShot.Answer answer) {

        String requestId() {
            return answer.headers().get("x-request-id");
        }
    }

    private static final String MISSING_BOOKING = "/v1/bookings/019a9c4e-2000-7001-8001-00200000ffff";

    private final URI door;
    private final Desk desk;
    private final JsonNode key;
    private final JsonNode narrowKey;
    private final Queue<JsonNode> slots;
    private final JsonNode taken;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unreached = new AtomicInteger();

    /** @param slots to book, one of them at once */
    TrailCaller(LocalStack stack, URI door, List<JsonNode> slots) {
        this.door = door;
        this.desk = new Desk(stack);
        Gateway admin = new Gateway(stack.gateway(), stack.secrets().adminKey());
        key = newKey(admin, 500, "slots:read", "catalog:read", "bookings:read", "bookings:write", "patients:read");
        narrowKey = newKey(admin, 1, "catalog:read");
        taken = slots.getFirst();
        desk.book(taken);
        this.slots = new ConcurrentLinkedQueue<>(slots);
    }

    static JsonNode newKey(Gateway admin, int perSecond, String... scopes) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("label", "Trail");
        for (String scope : scopes) request.withArray("scopes").add(scope);
        request.putObject("limits").put("perSecond", perSecond).put("perMinute", 60 * perSecond);
        return admin.post("/v1/keys", request, UUID.randomUUID().toString());
    }

    /** Those whom the trail names as actors of what this sends. */
    List<String> actors() {
        return List.of(
                "key:" + key.path("id").asText(), "key:" + narrowKey.path("id").asText());
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** How often nobody listened. */
    int unreached() {
        return unreached.get();
    }

    Optional<Sent> send(Kind kind) {
        return send(kind, door);
    }

    Optional<Sent> send(Kind kind, URI at) {
        String trace = UUID.randomUUID().toString().replace("-", "");
        OneShot request = request(kind, trace);
        Optional<Socket> connection = request.connect(at);
        if (connection.isEmpty()) {
            unreached.incrementAndGet();
            return Optional.empty();
        }
        try (Socket socket = connection.get()) {
            write(request, socket, at);
            Sent done = new Sent(kind, trace, OneShot.read(socket).orElse(null));
            sent.add(done);
            return Optional.of(done);
        } catch (IOException closing) {
            throw new java.io.UncheckedIOException(closing);
        }
    }

    /** Sends it and hangs up. */
    Sent abort(Kind kind) throws IOException {
        String trace = UUID.randomUUID().toString().replace("-", "");
        request(kind, trace).abort(door);
        return new Sent(kind, trace, null);
    }

    private static void write(OneShot request, Socket socket, URI at) {
        try {
            request.write(socket, at);
        } catch (IOException killed) {
            // Who took the connection may have died since; it may have read the request, too.
        }
    }

    private OneShot request(Kind kind, String trace) {
        String consultation = TestStack.clinic().consultation();
        return switch (kind) {
            case SLOTS ->
                get(
                        "/v1/slots?visitType=" + consultation
                                + "&from=2030-01-07T00:00:00Z&to=2030-01-08T00:00:00Z&limit=1",
                        trace);
            case LOCATIONS -> get("/v1/locations?limit=1", trace);
            case BOOK -> post("/v1/bookings", desk.request(next()).toString(), trace);
            case BOOK_TAKEN -> post("/v1/bookings", desk.request(taken).toString(), trace);
            case INVALID -> post("/v1/bookings", "{}", trace);
            case PATIENT -> get("/v1/patients/" + TestStack.clinic().patients().getFirst(), trace);
            case MISSING -> get(MISSING_BOOKING, trace);
            case UNKNOWN -> get("/v1/nothing-of-ours", trace);
            case WRONG_METHOD -> with("DELETE", "/v1/slots", bearer(key), trace, "");
            case FORBIDDEN -> get("/v1/audit?limit=1", trace);
            case LIMITED -> with("GET", "/v1/locations?limit=1", bearer(narrowKey), trace, "");
            case STRANGER -> with("GET", "/v1/locations", Map.of("Authorization", "Bearer nobody"), trace, "");
            case PREFLIGHT ->
                with(
                        "OPTIONS",
                        "/v1/locations",
                        Map.of("Origin", "https://app.example", "Access-Control-Request-Method", "GET"),
                        trace,
                        "");
            case PAGE -> with("GET", "/problems", Map.of(), trace, "");
            case FHIR -> get("/fhir/R4/Appointment?_count=1&date=ge2030-01-01", trace);
            case FHIR_REFUSED -> get("/fhir/R4/Appointment?nonsense=1", trace);
        };
    }

    /** Each comes again: it may have been refused because the patient whose turn it was has no time then. */
    private JsonNode next() {
        JsonNode slot = slots.remove();
        slots.add(slot);
        return slot;
    }

    private OneShot get(String path, String trace) {
        return with("GET", path, bearer(key), trace, "");
    }

    private OneShot post(String path, String body, String trace) {
        Map<String, String> headers = new HashMap<>(bearer(key));
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        return with("POST", path, headers, trace, body);
    }

    private static OneShot with(String method, String path, Map<String, String> headers, String trace, String body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("traceparent", "00-" + trace + "-" + trace.substring(16) + "-01");
        return new OneShot(method, path, all, body);
    }

    private static Map<String, String> bearer(JsonNode key) {
        return Map.of("Authorization", "Bearer " + key.path("key").asText());
    }

    /** A round of all kinds, those that books are about more often. */
    static List<Kind> round() {
        List<Kind> round = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            round.addAll(List.of(Kind.SLOTS, Kind.BOOK, Kind.LOCATIONS, Kind.PATIENT, Kind.FHIR, Kind.BOOK_TAKEN));
        }
        round.addAll(List.of(Kind.values()));
        return round;
    }
}
