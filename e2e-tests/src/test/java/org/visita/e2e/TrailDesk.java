package org.visita.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.visita.local.clinic.Gateway;

/** Somebody who reads the audit trail of a clinic through the gateway, with a key that may. */
final class TrailDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Gateway gateway;
    private final URI door;
    private final String key;

    TrailDesk(URI door, String key) {
        this.gateway = new Gateway(door, key);
        this.door = door;
        this.key = key;
    }

    /** One page, the newest first. */
    JsonNode page(Map<String, String> filters) {
        Map<String, String> query = new HashMap<>(filters);
        query.putIfAbsent("limit", "100");
        return gateway.get("/v1/audit", query);
    }

    /** The actions of a page, the oldest first. */
    List<String> actions(Map<String, String> filters) {
        List<String> actions = new ArrayList<>();
        for (JsonNode entry : page(filters).path("items"))
            actions.add(entry.path("action").asText());
        return actions.reversed();
    }

    JsonNode entry(String id) {
        return gateway.get("/v1/audit/" + id, Map.of());
    }

    /** All parts of the answer about the whole chain. */
    List<JsonNode> verify() {
        List<JsonNode> parts = new ArrayList<>();
        String from = "1";
        do {
            parts.add(gateway.get("/v1/audit/verify", Map.of("from", from)));
            from = parts.getLast().path("next").asText("");
        } while (!from.isEmpty());
        return parts;
    }

    /** What is wrong with the whole chain. */
    List<JsonNode> findings() {
        List<JsonNode> findings = new ArrayList<>();
        for (JsonNode part : verify()) {
            part.path("findings").forEach(findings::add);
            if (part.path("valid").asBoolean() != part.path("findings").isEmpty()) {
                throw new AssertionError("valid, with findings, or neither: " + part);
            }
        }
        return findings;
    }

    /** The whole chain, into a file. */
    Path export(Path folder) {
        return fetch("/v1/audit/export?format=ndjson", folder.resolve("trail.ndjson"));
    }

    /** The public keys, into a file. */
    Path publicKeys(Path folder) {
        return fetch("/v1/audit/keys", folder.resolve("keys.json"));
    }

    String text(String path, String accept) {
        return send(path, accept, BodyHandlers.ofString());
    }

    private Path fetch(String path, Path file) {
        send(path, "*/*", BodyHandlers.ofFile(file));
        if (!Files.exists(file)) throw new AssertionError("nothing came of " + path);
        return file;
    }

    private <T> T send(String path, String accept, HttpResponse.BodyHandler<T> body) {
        HttpRequest request = HttpRequest.newBuilder(door.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Accept", accept)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<T> answer = client.send(request, body);
            if (answer.statusCode() == 200) return answer.body();
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
