package org.visita.ehrsync.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody else who uses the EHR, over HTTP as we do. */
final class EhrUser implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final Duration patience;

    EhrUser(FakeEhr ehr, Duration patience) {
        base = ehr.baseUrl();
        this.patience = patience;
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    HttpResponse<String> create(String type, String json, String identifier) throws IOException {
        return send(
                HttpRequest.newBuilder()
                        .header("If-None-Exist", "identifier=" + identifier)
                        .POST(BodyPublishers.ofString(json)),
                type);
    }

    HttpResponse<String> replace(String path, String json, String etag) throws IOException {
        return send(HttpRequest.newBuilder().header("If-Match", etag).PUT(BodyPublishers.ofString(json)), path);
    }

    HttpResponse<String> put(String path, String json) throws IOException {
        return send(HttpRequest.newBuilder().PUT(BodyPublishers.ofString(json)), path);
    }

    /** @throws IOException if there was no whole answer in time */
    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws IOException {
        try {
            return client.send(
                    request.uri(URI.create(base + "/" + path)).timeout(patience).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
