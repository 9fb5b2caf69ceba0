package org.visita.local.bench.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

    private static final long MILLISECOND = 1_000_000;

    private final AtomicInteger served = new AtomicInteger();
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private int status = 201;
    private long stallMillis;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            callers.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            if (served.getAndIncrement() == 0 && stallMillis > 0) {
                try {
                    assertThat(never.await(stallMillis, TimeUnit.MILLISECONDS)).isFalse();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            byte[] body = "x".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void counts_every_answer_over_as_many_connections_as_it_was_given() {
        Load load = with(4, 300);
        assertThat(load.done()).isEqualTo(served.get()).isGreaterThan(4);
        assertThat(callers).hasSize(4);
        assertThat(load.wrong()).isEmpty();
        assertThat(load.perSecond()).isPositive();
    }

    @Test
    void tells_an_answer_that_is_none() {
        status = 409;
        Load load = with(1, 50);
        assertThat(load.done()).isZero();
        assertThat(load.wrong()).hasValueSatisfying(answer -> assertThat(answer).contains("409"));
    }

    @Test
    void charges_a_stall_to_those_who_were_due_meanwhile() {
        stallMillis = 300;
        Load load = load(1).open(new long[] {0, 50 * MILLISECOND, 100 * MILLISECOND, 600 * MILLISECOND}, 1);
        assertThat(load.done()).isEqualTo(4);
        assertThat(load.millis()).hasSize(3);
        // The second was due 50 ms after the first and had to wait for its end; the last one met nobody.
        assertThat(load.percentile(100)).isGreaterThanOrEqualTo(250);
        assertThat(load.percentile(1)).isLessThan(250);
    }

    private Load with(int connections, int millis) {
        return load(connections).closed(Duration.ofMillis(millis));
    }

    private HttpLoad load(int connections) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        byte[] request =
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
        return new HttpLoad(address, connections, () -> request);
    }
}
