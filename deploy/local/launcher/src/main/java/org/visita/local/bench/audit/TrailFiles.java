package org.visita.local.bench.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.visita.local.stack.StackProblem;

/** What the service gives to an outsider: a clinic's whole chain, and the keys that its checkpoints are signed with. */
final class TrailFiles {

    private final URI service;
    private final Supplier<String> token;
    private final Path folder;

    TrailFiles(URI service, Supplier<String> token, Path folder) {
        this.service = service;
        this.token = token;
        this.folder = folder;
    }

    Path export() {
        return fetch("/v1/audit/export?format=ndjson", "export.ndjson");
    }

    Path publicKeys() {
        return fetch("/v1/audit/keys", "keys.json");
    }

    private Path fetch(String path, String name) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token.get())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Path> answer = http.send(request, BodyHandlers.ofFile(folder.resolve(name)));
            if (answer.statusCode() == 200) return answer.body();
            throw new StackProblem(path + " was answered " + answer.statusCode() + ".", "See what the service logs.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run the benchmark again.", e);
        }
    }
}
