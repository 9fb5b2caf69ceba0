package org.visita.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real HTTP server in the place of the services. The last segment of the path says how it behaves; {@code counters}
 * tells what it has seen, {@code recorded} what was sent to the availability-service. Nobody listens where the patient-service should be.
 */
public final class UpstreamServer implements QuarkusTestResourceLifecycleManager {

    private static final int PIECE_BYTES = 64 * 1024;

    private final AtomicLong streamedBytes = new AtomicLong();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger silent = new AtomicInteger();
    private final AtomicInteger aborted = new AtomicInteger();
    private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    private Vertx vertx;
    private Wiretap wiretap;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(this::serve)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        String base = "http://127.0.0.1:" + server.actualPort();
        wiretap = new Wiretap(vertx, server.actualPort());
        return Map.of(
                "visita.gateway.routes.availability", "http://127.0.0.1:" + wiretap.listen(vertx),
                "visita.gateway.routes.booking", base,
                "visita.gateway.routes.patient", "http://127.0.0.1:1",
                "visita.gateway.routes.ehr-sync", base,
                "visita.gateway.routes.audit", base);
    }

    private void serve(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (request.path().substring(request.path().lastIndexOf('/') + 1)) {
            case "counters" ->
                response.end(new JsonObject()
                        .put("streamedBytes", streamedBytes.get())
                        .put("attempts", attempts.get())
                        .put("silent", silent.get())
                        .put("held", held.size())
                        .put("aborted", aborted.get())
                        .encode());
            case "large" -> stream(response, Long.parseLong(request.getParam("bytes")));
            case "silent" -> {
                silent.incrementAndGet();
                request.connection().closeHandler(gone -> aborted.incrementAndGet());
            }
            case "metadata" ->
                response.putHeader("Content-Type", "application/fhir+json")
                        .end(new JsonObject()
                                .put("resourceType", "CapabilityStatement")
                                .put("date", "2026-11-01")
                                .put(
                                        "rest",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put(
                                                                "resource",
                                                                new JsonArray()
                                                                        .add(new JsonObject()
                                                                                .put("type", "Appointment")))))
                                .encode());
            case "recorded" -> response.end(wiretap.forget());
            case "upload" -> digest(request);
            case "unread" -> request.pause();
            case "early" -> response.setStatusCode(409).end("seen enough");
            case "export" -> {
                // Longer from one piece to the next than any other answer may take.
                response.setChunked(true).write("the beginning, ");
                vertx.setTimer(1_500, due -> response.end("and the end"));
            }
            case "verify" -> {
                silent.incrementAndGet();
                response.setChunked(true).write("the beginning, and then");
            }
            case "stalls" -> response.setChunked(true).write("the beginning, and then");
            case "pieces" -> {
                response.setChunked(true).write("one, ");
                response.end("two");
            }
            case "half" ->
                response.putHeader("Content-Length", "1000")
                        .write("ten bytes.")
                        .onComplete(written -> request.connection().close());
            case "hangs-up-once" -> {
                if (attempts.incrementAndGet() % 2 == 1) {
                    request.connection().close();
                } else {
                    response.end("second time");
                }
            }
            case "hangs-up" -> {
                attempts.incrementAndGet();
                request.connection().close();
            }
            case "noted" -> answerWithNote(request);
            case "held" -> held.add(request);
            case "let-go" -> {
                for (HttpServerRequest next = held.poll(); next != null; next = held.poll()) {
                    answerWithNote(next);
                }
                response.end();
            }
            case "unauthorized" -> response.setStatusCode(401).end();
            case "created" ->
                response.setStatusCode(201)
                        .putHeader("Location", "http://" + request.authority() + "/v1/bookings/7")
                        .end();
            case "released" -> response.setStatusCode(204).end();
            case "unchanged" ->
                response.setStatusCode(304).putHeader("ETag", "W/\"2\"").end();
            case "$book" ->
                response.setStatusCode(201)
                        .putHeader("Content-Type", "application/fhir+json;charset=UTF-8")
                        .putHeader("ETag", "W/\"1\"")
                        .putHeader("Last-Modified", "Tue, 01 Dec 2026 07:00:00 GMT")
                        .putHeader(
                                "Location",
                                request.getHeader("X-Forwarded-Proto") + "://" + request.getHeader("X-Forwarded-Host")
                                        + "/fhir/R4/Appointment/7/_history/1")
                        .end("{\"resourceType\":\"Appointment\"}");
            case "chatty" ->
                response.putHeader("Connection", "X-Of-The-Hop")
                        .putHeader("X-Of-The-Hop", "1")
                        .putHeader("Server", "something/1.0")
                        .putHeader("Set-Cookie", "a=b")
                        .putHeader("ETag", "\"3\"")
                        .putHeader("Cache-Control", "public")
                        .end("{}");
            default ->
                request.body().onSuccess(body -> response.putHeader("Content-Type", "application/json")
                        .end(describe(request, body)));
        }
    }

    private static void answerWithNote(HttpServerRequest request) {
        String status = request.getParam("status");
        request.response()
                .setStatusCode(status == null ? 200 : Integer.parseInt(status))
                .putHeader("Visita-Audit", request.params().getAll("note"))
                .end("{}");
    }

    /** Holds nothing of the body: only how long it was, and what its bytes come to. */
    private void digest(HttpServerRequest request) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        AtomicLong bytes = new AtomicLong();
        request.exceptionHandler(gone -> aborted.incrementAndGet());
        request.handler(piece -> {
            bytes.addAndGet(piece.length());
            digest.update(piece.getBytes());
        });
        request.endHandler(whole -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("bytes", bytes.get())
                        .put("sha256", HexFormat.of().formatHex(digest.digest()))
                        .encode()));
    }

    private static String describe(HttpServerRequest request, Buffer body) {
        JsonObject headers = new JsonObject();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(), header.getValue()));
        return new JsonObject()
                .put("method", request.method().name())
                .put("uri", request.uri())
                .put("headers", headers)
                .put("bytes", body.length())
                .encode();
    }

    private void stream(HttpServerResponse response, long bytes) {
        streamedBytes.set(0);
        response.putHeader("Content-Length", Long.toString(bytes));
        response.exceptionHandler(gone -> aborted.incrementAndGet());
        next(response, bytes);
    }

    private void next(HttpServerResponse response, long left) {
        if (left == 0) {
            response.end();
            return;
        }
        int size = (int) Math.min(left, PIECE_BYTES);
        response.write(Buffer.buffer(new byte[size])).onSuccess(written -> {
            streamedBytes.addAndGet(size);
            next(response, left - size);
        });
    }

    @Override
    public void stop() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
