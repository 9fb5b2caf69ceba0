package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.RawHttp.Answer;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

/** Callers that hold back what they announced must cost nobody but themselves. */
@QuarkusTest
class SlowCallerTest extends GatewayTest {

    /** Connections to one service, as configured. */
    private static final int POOL = 64;

    private static final int IN_FLIGHT = 32;

    @Test
    void withheld_bodies_hold_no_connection_to_a_service() throws IOException {
        List<Socket> withheld = new ArrayList<>();
        for (int i = 0; i < POOL + 6; i += 10) {
            TestKey key = TestKeys.with("bookings:read");
            for (int j = 0; j < 10; j++) {
                withheld.add(send("GET /v1/bookings/chatty", key, "Content-Length: 10\r\n\r\n"));
            }
        }

        TestKeys.using(TestKeys.admin()).get("/v1/bookings").then().statusCode(200);
        for (Socket socket : withheld) {
            try (socket) {
                Answer answer = RawHttp.read(socket);
                assertThat(answer.status()).as(answer.text()).isEqualTo(400);
                assertThat(answer.text()).contains("\"code\":\"invalid-request\"");
                assertThat(answer.header("Connection")).isEqualTo("close");
            }
        }
        TestKeys.using(TestKeys.admin()).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void a_service_that_answers_before_it_has_read_the_body_loses_no_connection() {
        for (int i = 0; i < POOL + 6; i++) {
            TestKeys.using(TestKeys.admin())
                    .contentType("application/json")
                    .body(new byte[200_000])
                    .post("/v1/bookings/chatty")
                    .then()
                    .statusCode(200);
        }
        TestKeys.using(TestKeys.admin()).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void a_refused_caller_that_withholds_its_body_is_hung_up_on() throws IOException {
        TestKey key = TestKeys.with("bookings:read");
        for (String start : List.of("POST /v1/bookings", "POST /v1/nothing", "POST /v1/bookings/..")) {
            try (Socket socket = send(start, key, "Content-Length: 10\r\n\r\n")) {
                long begun = System.nanoTime();
                Answer answer = RawHttp.read(socket);

                assertThat(answer.status()).as(answer.text()).isBetween(400, 404);
                assertThat(answer.header("Connection")).isEqualTo("close");
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
            }
        }
    }

    @Test
    void a_key_has_only_so_many_requests_on_their_way() throws IOException {
        TestKey key = TestKeys.with("bookings:read");
        List<Socket> onTheirWay = new ArrayList<>();
        for (int i = 0; i < IN_FLIGHT; i++) {
            onTheirWay.add(send("GET /v1/bookings/silent", key, "Content-Length: 10\r\n\r\n"));
        }

        await().atMost(Duration.ofMillis(900))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> TestKeys.using(key)
                        .get("/v1/bookings")
                        .then()
                        .statusCode(429)
                        .header("Retry-After", "1"));
        for (Socket socket : onTheirWay) {
            socket.close();
        }
        await().untilAsserted(
                        () -> TestKeys.using(key).get("/v1/bookings").then().statusCode(200));
    }

    private static Socket send(String start, TestKey key, String rest) throws IOException {
        Socket socket = RawHttp.connect("127.0.0.1");
        socket.getOutputStream()
                .write((start + " HTTP/1.1\r\nHost: visita\r\nContent-Type: application/json\r\nX-API-Key: "
                                + key.text() + "\r\n" + rest)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
