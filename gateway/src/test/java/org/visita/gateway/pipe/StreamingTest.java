package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;

@QuarkusTest
class StreamingTest extends GatewayTest {

    private static final long FIFTY_MEGABYTES = 50L * 1024 * 1024;

    /** What the sockets and queues between the service and a caller that does not read may hold. */
    private static final long BUFFERS = 20L * 1024 * 1024;

    @Test
    void a_large_answer_is_held_back_while_the_caller_does_not_read() throws IOException {
        try (Socket socket = ask("/v1/bookings/large?bytes=" + FIFTY_MEGABYTES)) {
            AtomicLong before = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> streamed() > 0 && before.getAndSet(streamed()) == streamed());

            assertThat(streamed()).isLessThan(BUFFERS);

            assertThat(bodyBytes(socket.getInputStream())).isEqualTo(FIFTY_MEGABYTES);
            assertThat(streamed()).isEqualTo(FIFTY_MEGABYTES);
        }
    }

    @Test
    void an_answer_of_unknown_length_ends_with_the_connection_for_a_caller_that_knows_no_pieces() throws IOException {
        RawHttp.Answer answer = RawHttp.send(
                "GET /v1/bookings/pieces HTTP/1.0\r\nHost: visita\r\nConnection: keep-alive\r\n" + "X-API-Key: "
                        + TestKeys.admin() + "\r\n\r\nGET /v1/bookings HTTP/1.0\r\nHost: visita\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(answer.text()).endsWith("\r\n\r\none, two");
    }

    @Test
    void a_slow_caller_is_not_taken_for_a_silent_service() throws IOException, InterruptedException {
        // Twice as long as a service may be silent.
        try (Socket socket = ask("/v1/bookings/large?bytes=" + FIFTY_MEGABYTES)) {
            long readAt = System.nanoTime();
            await().atMost(Duration.ofSeconds(5))
                    .until(() ->
                            System.nanoTime() - readAt > Duration.ofSeconds(2).toNanos());

            assertThat(bodyBytes(socket.getInputStream())).isEqualTo(FIFTY_MEGABYTES);
        }
    }

    @Test
    void a_caller_that_goes_away_ends_the_request_to_the_service() throws IOException {
        int silent = counters().getInt("silent");
        int before = counters().getInt("aborted");

        try (Socket socket = ask("/v1/bookings/silent")) {
            await().until(() -> counters().getInt("silent") > silent);
            assertThat(socket.isConnected()).isTrue();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> counters().getInt("aborted") > before);

        int afterSilence = counters().getInt("aborted");
        try (Socket socket = ask("/v1/bookings/large?bytes=" + FIFTY_MEGABYTES)) {
            assertThat(socket.getInputStream().read()).isPositive();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> counters().getInt("aborted") > afterSilence);
    }

    private static Socket ask(String target) throws IOException {
        Socket socket = RawHttp.connect("127.0.0.1");
        socket.getOutputStream()
                .write(RawHttp.get(target, "Host: visita", "X-API-Key: " + TestKeys.admin())
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static long bodyBytes(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head.toString())
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("Content-Length: " + FIFTY_MEGABYTES);
        long bytes = 0;
        byte[] piece = new byte[64 * 1024];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            bytes += read;
        }
        return bytes;
    }

    private static long streamed() {
        return counters().getLong("streamedBytes");
    }

    /** Asked of the service itself, not through the gateway. */
    private static JsonPath counters() {
        String service = ConfigProvider.getConfig().getValue("visita.gateway.routes.booking", String.class);
        return RestAssured.get(service + "/counters").jsonPath();
    }
}
