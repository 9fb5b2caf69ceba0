package org.visita.local.bench.slots;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers one request at a time. */
class OpenLoadTest {

    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private int port;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port = server.getAddress().getPort();
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        server.stop(0);
    }

    @Test
    void charges_a_stall_to_everybody_who_was_due_meanwhile() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger served = new AtomicInteger();
        serve(exchange -> {
            // The first one holds up all others; nothing ever ends it early.
            if (served.getAndIncrement() == 0)
                assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
            answer(exchange, 200);
        });
        long[] arrivals = {0, 100 * MILLISECOND, 200 * MILLISECOND};

        OpenLoad.Outcome outcome = run(arrivals, 0);

        assertThat(outcome.errors()).isZero();
        // Counted from the sending of each alone, the median could be as short as the last one's answer.
        assertThat(outcome.took().percentile(100)).isGreaterThanOrEqualTo(500);
        assertThat(outcome.took().percentile(50)).isGreaterThanOrEqualTo(390);
        assertThat(outcome.took().percentile(1)).isGreaterThanOrEqualTo(290);
    }

    @Test
    void counts_what_is_not_as_it_should_be_and_says_what_it_was() throws Exception {
        AtomicInteger served = new AtomicInteger();
        serve(exchange -> answer(exchange, served.getAndIncrement() == 1 ? 503 : 200));

        OpenLoad.Outcome outcome = run(new long[] {0, 50 * MILLISECOND, 100 * MILLISECOND}, 0);

        assertThat(outcome.errors()).isOne();
        assertThat(outcome.firstError()).contains("status 503");
    }

    @Test
    void nobody_listening_is_an_error_for_each() throws Exception {
        server.start();
        server.stop(0);

        assertThat(run(new long[] {0, MILLISECOND}, 0).errors()).isEqualTo(2);
    }

    @Test
    void leaves_out_the_warm_up() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger served = new AtomicInteger();
        serve(exchange -> {
            if (served.getAndIncrement() == 0)
                assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
            answer(exchange, 200);
        });

        OpenLoad.Outcome outcome = run(new long[] {0, 600 * MILLISECOND}, 1);

        assertThat(outcome.took().percentile(100)).isLessThan(300);
    }

    private OpenLoad.Outcome run(long[] arrivals, int counted) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                .timeout(Duration.ofSeconds(10))
                .build();
        return new OpenLoad(client, OpenLoadTest::objection).run(arrivals, i -> request, counted);
    }

    private static Optional<String> objection(HttpResponse<String> response) {
        return response.statusCode() == 200 ? Optional.empty() : Optional.of("status " + response.statusCode());
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private void serve(Handler handler) {
        server.createContext("/", exchange -> {
            try {
                handler.handle(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
