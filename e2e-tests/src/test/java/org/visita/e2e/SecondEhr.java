package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** An EHR of other semantics than the stack's: Medplum's FHIR router, over memory. */
final class SecondEhr implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One request and what it was answered. */
    record Answered(String method, String type, int status) {}

    private final Process server;
    private final URI root;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SecondEhr(Process server, URI root) {
        this.server = server;
        this.root = root;
    }

    /** Empty; skips the test where Node is not to be had. */
    static SecondEhr start() {
        try {
            Process server = NodePackage.installed("second-ehr").start();
            // Its first line, when it listens; none if it could not.
            BufferedReader output = server.inputReader();
            String port = output.readLine();
            assertThat(port).as("the port; see server.err beside it").isNotNull();
            return new SecondEhr(server, URI.create("http://127.0.0.1:" + port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI base() {
        return root.resolve("/fhir");
    }

    /** A colleague changes the record when the next one comes to write it, who is late then. */
    void editBeforeNextWrite(JsonNode record, ObjectNode changes) {
        send(HttpRequest.newBuilder(root.resolve("/edit-before/" + path(record)))
                .POST(BodyPublishers.ofString(changes.toString())));
    }

    List<Answered> answered() {
        List<Answered> all = new ArrayList<>();
        json(send(HttpRequest.newBuilder(root.resolve("/answered"))))
                .forEach(each -> all.add(new Answered(
                        each.path("method").asText(),
                        each.path("type").asText(),
                        each.path("status").asInt())));
        return all;
    }

    /** Every version of a record, the oldest first. */
    List<JsonNode> history(JsonNode record) {
        JsonNode bundle = json(send(HttpRequest.newBuilder(URI.create(base() + "/" + path(record) + "/_history"))));
        return StreamSupport.stream(bundle.path("entry").spliterator(), false)
                .map(entry -> entry.path("resource"))
                .toList()
                .reversed();
    }

    HttpResponse<String> create(String json, String identifier) {
        String type = read(json).path("resourceType").asText();
        return send(HttpRequest.newBuilder(URI.create(base() + "/" + type))
                .header("Content-Type", "application/fhir+json")
                .header("If-None-Exist", "identifier=" + identifier)
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> replace(JsonNode record, String etag) {
        return send(HttpRequest.newBuilder(URI.create(base() + "/" + path(record)))
                .header("Content-Type", "application/fhir+json")
                .header("If-Match", etag)
                .PUT(BodyPublishers.ofString(record.toString())));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return read(answer.body());
    }

    private static String path(JsonNode record) {
        return record.path("resourceType").asText() + "/" + record.path("id").asText();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
