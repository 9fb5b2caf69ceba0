package org.visita.local.clinic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The public API, called with one key. */
public final class Gateway {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int TRIES = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI base;
    private final Supplier<String> key;

    public Gateway(URI base, String key) {
        this(base, () -> key);
    }

    /** @param key or token, asked for at each call: some do not last long */
    public Gateway(URI base, Supplier<String> key) {
        this.base = base;
        this.key = key;
    }

    /** @throws GatewayProblem if the answer is not a success */
    public JsonNode get(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path + (parameters.isEmpty() ? "" : "?" + parameters))
                .GET()
                .build());
    }

    /**
     * @param idempotencyKey with it, a call that is repeated is done once
     * @throws GatewayProblem if the answer is not a success
     */
    public JsonNode post(String path, JsonNode body, String idempotencyKey) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    /**
     * @param version the one that was read; a thing that has changed since is not overwritten
     * @throws GatewayProblem if the answer is not a success
     */
    public JsonNode put(String path, JsonNode body, int version) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", "\"" + version + "\"")
                .PUT(BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key.get())
                .header("Accept", "application/json, application/problem+json");
    }

    private JsonNode send(HttpRequest request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return sendOnce(request);
            } catch (GatewayProblem problem) {
                // Every call here reads, names a version or carries an Idempotency-Key, so it may be made again.
                boolean passing = problem.status() == 429 || problem.status() >= 502;
                if (!passing || attempt == TRIES) throw problem;
                pause(problem.retryAfter());
            }
        }
    }

    private JsonNode sendOnce(HttpRequest request) {
        String call = request.method() + " " + request.uri().getPath();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) return parse(response.body());
            throw new GatewayProblem(call, response, parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(call + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private static void pause(Duration asked) {
        try {
            Thread.sleep(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
