package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackflowTest {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Handler<Object>> handlers = new ConcurrentHashMap<>();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_caller_that_reads_nothing_is_given_up_in_the_end() {
        start(Duration.ofMillis(200));
        handlers.get("handler").handle(Buffer.buffer("a piece that fills the queue"));

        await().atMost(Duration.ofSeconds(5)).until(() -> brokenOff.get() == 1);
        assertThat(completed).hasValue(0);
    }

    @Test
    void a_whole_answer_is_not_broken_off_afterwards() {
        start(Duration.ofMillis(200));
        handlers.get("endHandler").handle(null);

        await().during(Duration.ofMillis(400)).until(() -> brokenOff.get() == 0);
        assertThat(completed).hasValue(1);
    }

    private void start(Duration deadline) {
        new Backflow(
                        vertx,
                        fake(HttpClientResponse.class),
                        fake(HttpServerResponse.class),
                        Duration.ofSeconds(30),
                        deadline,
                        brokenOff::incrementAndGet,
                        completed::incrementAndGet)
                .start();
    }

    /** Keeps the handlers it is given, and always has a full queue. */
    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getName().endsWith("andler") && args.length == 1) {
                @SuppressWarnings("unchecked")
                Handler<Object> handler = (Handler<Object>) args[0];
                handlers.put(method.getName(), handler);
            }
            return switch (method.getName()) {
                case "writeQueueFull" -> true;
                case "write" -> null;
                default -> self;
            };
        }));
    }
}
