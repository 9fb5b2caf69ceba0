package org.visita.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.visita.local.stack.LocalStack;

/**
 * Clients that book slot after slot at a steady pace, each under an Idempotency-Key of its own. They do what the API asks
 * them to: where an answer is lost or says when to come back, they send the same again. Ends with the last slot.
 */
final class BookingLoad implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(250);

    private final URI bookings;
    private final String key = TestStack.clinic().apiKey();
    private final Desk desk;
    private final Queue<JsonNode> slots;
    private final CountDownLatch answered;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Queue<JsonNode> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> objections = new ConcurrentLinkedQueue<>();
    private final AtomicInteger repeats = new AtomicInteger();

    private BookingLoad(LocalStack stack, List<JsonNode> slots) {
        bookings = stack.gateway().resolve("/v1/bookings");
        desk = new Desk(stack);
        this.slots = new ArrayDeque<>(slots);
        answered = new CountDownLatch(slots.size());
    }

    static BookingLoad start(LocalStack stack, List<JsonNode> slots, Duration pace) {
        BookingLoad load = new BookingLoad(stack, slots);
        load.clock.scheduleAtFixedRate(load::next, 0, pace.toMillis(), TimeUnit.MILLISECONDS);
        return load;
    }

    /** Waits until every slot is booked. */
    List<JsonNode> await(Duration within) throws InterruptedException {
        if (!answered.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(
                    answered.getCount() + " bookings were not answered within " + within + "; " + objections);
        }
        return List.copyOf(acknowledged);
    }

    int booked() {
        return acknowledged.size();
    }

    /** Answers that no client should get. */
    List<String> objections() {
        return List.copyOf(objections);
    }

    /** How often a client had to send the same again. */
    int repeats() {
        return repeats.get();
    }

    private void next() {
        Optional.ofNullable(slots.poll()).ifPresent(this::book);
    }

    private void book(JsonNode slot) {
        send(slot, desk.request(slot).toString(), UUID.randomUUID().toString());
    }

    private void send(JsonNode slot, String body, String idempotencyKey) {
        HttpRequest request = HttpRequest.newBuilder(bookings)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body))
                .build();
        client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, lost) -> {
            if (lost == null && answer.statusCode() == 201) {
                acknowledged.add(json(answer));
                answered.countDown();
            } else if (lost == null && json(answer).path("code").asText().equals("patient-conflict")) {
                // Somebody of another journey: the next patient takes the slot.
                book(slot);
            } else {
                if (lost == null) judge(answer);
                repeats.incrementAndGet();
                clock.schedule(() -> send(slot, body, idempotencyKey), AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private void judge(HttpResponse<String> answer) {
        boolean comeBack = answer.statusCode() > 500
                && answer.headers().firstValue("Retry-After").isPresent();
        boolean underWay = json(answer).path("code").asText().equals("request-in-progress");
        if (!comeBack && !underWay) objections.add(answer.statusCode() + " " + answer.body());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.shutdownNow();
    }
}
