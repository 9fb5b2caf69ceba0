package org.visita.gateway.wire;

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
import org.visita.gateway.TestKeys;

/** Callers that send the head of a request a byte at a time, for ever (slowloris). */
@QuarkusTest
class SlowHeadTest extends GatewayTest {

    @Test
    void a_head_that_trickles_is_hung_up_on_and_nobody_else_notices() throws IOException {
        List<Socket> trickling = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            trickling.add(begin());
        }
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    TestKeys.using(TestKeys.admin()).get("/v1/bookings").then().statusCode(200);
                    for (Socket socket : List.copyOf(trickling)) {
                        if (isHungUpOn(socket)) {
                            trickling.remove(socket);
                            socket.close();
                        }
                    }
                    return trickling.isEmpty();
                });
    }

    @Test
    void a_second_head_on_the_same_connection_has_no_more_time() throws IOException {
        try (Socket socket = RawHttp.connect("127.0.0.1")) {
            socket.getOutputStream()
                    .write(("GET /v1/bookings HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + TestKeys.admin() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isPositive();
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isHungUpOn(socket));
        }
    }

    private static Socket begin() throws IOException {
        Socket socket = RawHttp.connect("127.0.0.1");
        socket.getOutputStream().write("GET /v1/bookings HTTP/1.1\r\nX-A: ".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Sends one more byte. */
    private static boolean isHungUpOn(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('a');
            socket.setSoTimeout(1);
            byte[] piece = new byte[4096];
            return socket.getInputStream().read(piece) < 0;
        } catch (java.net.SocketTimeoutException stillThere) {
            return false;
        } catch (IOException gone) {
            return true;
        }
    }
}
