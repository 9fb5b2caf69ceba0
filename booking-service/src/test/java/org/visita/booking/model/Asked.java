package org.visita.booking.model;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.visita.kit.testing.Tokens;
import org.visita.kit.topics.EventJson;

/**
 * A request. Sent by the bare client of Java: thousands of them are to fit into the time of a test.
 *
 * @param actor as {@code kind:id}; null: somebody of another clinic
 * @param body null: none
 * @param ifMatch null: none
 */
record Asked(String method, String path, String actor, Map<String, Object> body, String ifMatch) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A token lives for a minute; to sign one takes longer than most requests. */
    private static final Map<String, String> TOKENS = new HashMap<>();

    private static Instant forgotten = Instant.now();

    static Asked get(String path, String actor) {
        return new Asked("GET", path, actor, null, null);
    }

    /** @param key its Idempotency-Key; null: none */
    Answer send(String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(EventJson.write(body)));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            return Answer.of(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new AssertionError("no answer to " + this, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private String token() {
        if (forgotten.isBefore(Instant.now().minusSeconds(20))) {
            TOKENS.clear();
            forgotten = Instant.now();
        }
        return TOKENS.computeIfAbsent(
                actor == null ? "" : actor,
                who -> who.isEmpty()
                        ? Tokens.in(Tokens.OTHER_CLINIC, "bookings:read", "bookings:write")
                        : Tokens.as(who, "bookings:read", "bookings:write"));
    }
}
