package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * An EHR that misbehaves on command: a FHIR R4 server of what deliveries use (conditional create, versions, If-Match,
 * search by identifier), strict where real ones are. It knows JSON, not our code.
 */
public final class FakeEhr implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final EhrShelf shelf = new EhrShelf();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<EhrRequest> requests = new CopyOnWriteArrayList<>();
    private final Traffic traffic = new Traffic();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration pace = Duration.ZERO;
    private int port;
    private HttpServer server;
    private ExecutorService threads;

    public static FakeEhr start() {
        FakeEhr ehr = new FakeEhr();
        ehr.goUp();
        return ehr;
    }

    /** At the same address as before, with all that it held. */
    public void goUp() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
            threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/fhir", this::serve);
            server.start();
            port = server.getAddress().getPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Refuses connections from now on. */
    public void goDown() {
        server.stop(0);
        threads.shutdownNow();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port + "/fhir";
    }

    public FakeEhr with(Fault fault) {
        faults.add(fault);
        return this;
    }

    public void behave() {
        faults.clear();
    }

    /** How long it takes over every request. */
    public void pace(Duration each) {
        pace = each;
    }

    /** Puts a resource there by hand, as its staff would. */
    public String put(String type, String json) {
        return shelf.create(type, (ObjectNode) parse(json)).path("id").asText();
    }

    /** Changes a resource by hand. */
    public void edit(String type, String id, UnaryOperator<ObjectNode> change) {
        shelf.replace(type, id, change.apply(shelf.find(type, id).orElseThrow().deepCopy()));
    }

    public void delete(String type, String id) {
        shelf.delete(type, id);
    }

    public List<ObjectNode> all(String type) {
        return shelf.all(type);
    }

    /** The one Appointment of a booking; empty if there is none, a failure if there are two. */
    public Optional<ObjectNode> appointmentOf(String bookingId) {
        List<ObjectNode> found = shelf.search("Appointment", Samples.BOOKING_SYSTEM + "|" + bookingId);
        if (found.size() > 1) {
            throw new AssertionError(found.size() + " Appointments of one booking");
        }
        return found.stream().findFirst();
    }

    /** What the Appointment looked like, from the first to the last. */
    public List<ObjectNode> history(String type, String id) {
        return shelf.history(type, id);
    }

    public List<EhrRequest> requests() {
        return requests;
    }

    public int mostAtOnce() {
        return traffic.most();
    }

    /** The most writes about one and the same booking that were ever under way together. */
    public int mostAtOnceForOneBooking() {
        return traffic.mostForOne();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            EhrRequest request = EhrRequest.of(exchange);
            requests.add(request);
            traffic.enter(request);
            try {
                answer(exchange, request);
            } finally {
                traffic.leave(request);
            }
        }
    }

    private void answer(HttpExchange exchange, EhrRequest request) throws IOException {
        waitFor(pace);
        Optional<Fault> fault =
                faults.stream().filter(each -> each.strikes(request)).findFirst();
        if (fault.isEmpty()) {
            send(exchange, shelf.handle(request));
            return;
        }
        switch (fault.get().kind()) {
            case ANSWER ->
                send(exchange, new EhrAnswer(fault.get().status(), fault.get().body(), null));
            case SILENCE_AFTER_COMMIT -> {
                shelf.handle(request);
                waitFor(Duration.ofSeconds(30));
            }
            case SLOW -> {
                waitFor(Duration.ofSeconds(30));
                send(exchange, shelf.handle(request));
            }
            case GIBBERISH -> send(exchange, new EhrAnswer(200, "<html>We will be back soon</html>", null));
        }
    }

    private void waitFor(Duration time) {
        try {
            if (!time.isZero()) {
                closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, EhrAnswer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        if (answer.resource() != null) {
            String version = answer.resource().at("/meta/versionId").asText();
            exchange.getResponseHeaders().set("ETag", "W/\"" + version + '"');
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static String outcome(String diagnostics) {
        return """
                {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing","diagnostics":"%s"}]}""".formatted(diagnostics);
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        goDown();
    }
}
