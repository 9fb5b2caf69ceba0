package org.visita.ehrsync.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Decides for each request whether the EHR does its duty. */
final class EhrMood {

    private final EhrRest rest;
    private final RequestLog log;
    private final Traffic traffic;
    private final EhrDoor door = new EhrDoor(this::serve);
    private final List<FaultPlan> plans = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile Duration pace = Duration.ZERO;

    EhrMood(EhrRest rest, RequestLog log, Traffic traffic) {
        this.rest = rest;
        this.log = log;
        this.traffic = traffic;
    }

    EhrDoor door() {
        return door;
    }

    void add(FaultPlan plan) {
        plans.add(plan);
    }

    void clear() {
        plans.clear();
    }

    void pace(Duration each) {
        pace = each;
    }

    void close() {
        closed.countDown();
        door.shut();
    }

    private void serve(HttpExchange exchange) throws IOException {
        // Closed without an answer, or in the middle of one, the connection is cut.
        try (exchange) {
            EhrRequest request = EhrRequest.of(exchange);
            log.add(request);
            traffic.enter(request);
            try {
                answer(exchange, request);
            } finally {
                traffic.leave(request);
            }
        }
    }

    private void answer(HttpExchange exchange, EhrRequest request) throws IOException {
        if (!waited(pace)) {
            return;
        }
        Misdeed deed = plans.stream()
                .flatMap(plan -> plan.next(request).stream())
                .findFirst()
                .orElse(Misdeed.of(Fault.Kind.NOTHING, Duration.ZERO));
        switch (deed.kind()) {
            case NOTHING -> EhrDoor.send(exchange, handle(request));
            case ANSWER -> EhrDoor.send(exchange, deed.answer());
            case SILENCE -> waited(deed.pause());
            case SILENCE_AFTER_COMMIT -> {
                handle(request);
                waited(deed.pause());
            }
            case SLOW -> {
                if (waited(deed.pause())) {
                    EhrDoor.send(exchange, handle(request));
                }
            }
            case CUT -> {}
            case CUT_AFTER_COMMIT -> EhrDoor.sendHalf(exchange, handle(request));
            case GIBBERISH -> EhrDoor.send(exchange, EhrAnswer.of(200, "<html>We will be back soon</html>"));
            case FLOOD -> EhrDoor.flood(exchange);
            case REDIRECT ->
                EhrDoor.send(exchange, EhrAnswer.of(302, "{}").with(Map.of("Location", elsewhere(request))));
            case DOWN -> goAwayFor(deed.pause());
        }
    }

    private EhrAnswer handle(EhrRequest request) {
        return rest.handle(request, "http://127.0.0.1:" + door.port() + "/fhir");
    }

    private String elsewhere(EhrRequest request) {
        return "http://127.0.0.1:" + door.port() + "/elsewhere/" + request.type();
    }

    private void goAwayFor(Duration time) {
        if (away.compareAndSet(false, true)) {
            // Not this thread: it ends with the server.
            Thread.startVirtualThread(() -> {
                door.shut();
                if (waited(time)) {
                    door.open();
                }
                away.set(false);
            });
        }
    }

    /** False if there is nobody left to go on: whatever was not done by then never is. */
    private boolean waited(Duration time) {
        try {
            return time.isZero() || !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
