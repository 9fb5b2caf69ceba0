package org.visita.ehrsync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The EHR's end of the wire: open or shut, and how answers go out, whole or not. */
final class EhrDoor {

    private static final int WAITING = 1024;
    private static final int FLOOD_PARTS = 256;

    /** So this server wants it said. */
    private static final int NO_BODY = -1;

    private static final int ENDLESS = 0;

    private final HttpHandler fhir;
    private final AtomicInteger strayed = new AtomicInteger();
    private volatile int port;
    private HttpServer server;
    private ExecutorService threads;

    EhrDoor(HttpHandler fhir) {
        this.fhir = fhir;
    }

    /** At the same address as before. */
    synchronized void open() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/fhir", fhir);
        server.createContext("/elsewhere", this::stray);
        server.start();
        port = server.getAddress().getPort();
    }

    /** Refuses connections from now on; whatever was not done yet never is. */
    synchronized void shut() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }

    int port() {
        return port;
    }

    int strayed() {
        return strayed.get();
    }

    static void send(HttpExchange exchange, EhrAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        begin(exchange, answer, body.length == 0 ? NO_BODY : body.length);
        exchange.getResponseBody().write(body);
    }

    /** The first half of it. */
    static void sendHalf(HttpExchange exchange, EhrAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        begin(exchange, answer, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
    }

    /** Until nobody reads on; 16 MiB at most. */
    static void flood(HttpExchange exchange) throws IOException {
        byte[] part = new byte[64 * 1024];
        Arrays.fill(part, (byte) ' ');
        begin(exchange, EhrAnswer.of(200, ""), ENDLESS);
        for (int sent = 0; sent < FLOOD_PARTS; sent++) {
            exchange.getResponseBody().write(part);
        }
    }

    private static void begin(HttpExchange exchange, EhrAnswer answer, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), length);
    }

    private void stray(HttpExchange exchange) throws IOException {
        try (exchange) {
            strayed.incrementAndGet();
            send(exchange, EhrAnswer.of(200, "{}"));
        }
    }
}
