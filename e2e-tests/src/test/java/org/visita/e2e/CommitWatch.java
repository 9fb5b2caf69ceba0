package org.visita.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.LocalStack;

/**
 * Stands between the sample clinic's connection and its EHR, passes everything on, and can act at the one moment that
 * matters: when the EHR has committed an Appointment and its writer does not know it yet. Puts the connection back at
 * the end.
 */
final class CommitWatch implements AutoCloseable {

    /** What an HTTP client sets itself. */
    private static final Set<String> HOP = Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

    private final LocalStack stack;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Runnable> act = new AtomicReference<>();
    private final CountDownLatch committed = new CountDownLatch(1);

    CommitWatch(LocalStack stack) throws IOException {
        this.stack = stack;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
        connectTo("http://127.0.0.1:" + server.getAddress().getPort() + "/fhir");
    }

    /** Before the next answer to a create of an Appointment is passed back; that answer is then withheld. */
    void onceCommitted(Runnable what) {
        act.set(what);
    }

    void awaitCommit(Duration within) throws InterruptedException {
        if (!committed.await(within.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the EHR was sent no Appointment within " + within);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> answer = client.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray());
            boolean creates = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().endsWith("/Appointment");
            Runnable what = creates && answer.statusCode() == 201 ? act.getAndSet(null) : null;
            if (what != null) {
                what.run();
                committed.countDown();
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!HOP.contains(name.toLowerCase(java.util.Locale.ROOT))
                        && !name.equalsIgnoreCase("transfer-encoding")) {
                    exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        URI to = stack.ehr().resolve(exchange.getRequestURI().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(to);
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        byte[] body = exchange.getRequestBody().readAllBytes();
        return request.method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private void connectTo(String baseUrl) {
        Gateway admin = new Gateway(stack.gateway(), stack.secrets().adminKey());
        JsonNode connection = admin.get("/v1/connections", Map.of()).at("/items/0");
        admin.put(
                "/v1/connections/" + connection.path("id").asText(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", connection.path("name").asText())
                        .put("baseUrl", baseUrl),
                connection.path("version").asInt());
    }

    @Override
    public void close() {
        connectTo(stack.ehr().toString());
        server.stop(0);
    }
}
