package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.RawHttp.Answer;
import org.visita.gateway.TestKeys;

@QuarkusTest
class BodyLimitTest extends GatewayTest {

    private static final int LIMIT = 256 * 1024;

    @Test
    void a_body_of_just_the_limit_passes() {
        TestKeys.using(TestKeys.admin())
                .contentType("application/json")
                .body(new byte[LIMIT])
                .post("/v1/bookings")
                .then()
                .statusCode(200)
                .body("bytes", equalTo(LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/bookings", "/v1/keys"})
    void a_body_that_announces_more_is_refused_before_it_is_sent(String path) throws IOException {
        Answer answer = RawHttp.send(head(path) + "Content-Length: " + (LIMIT + 1) + "\r\n\r\n");

        assertTooLarge(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/bookings", "/v1/keys"})
    void a_body_in_pieces_is_counted_and_cut_off(String path) throws IOException {
        try (Socket socket = RawHttp.connect("127.0.0.1")) {
            OutputStream out = socket.getOutputStream();
            out.write((head(path) + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] piece = ("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                for (int i = 0; i < 10_000; i++) {
                    out.write(piece);
                }
            } catch (IOException cutOff) {
                // The gateway had enough before all 40 MB were sent.
            }
            assertTooLarge(RawHttp.read(socket));
        }
    }

    @Test
    void a_body_in_pieces_below_the_limit_passes() throws IOException {
        Answer answer = RawHttp.send(head("/v1/bookings")
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"bytes\":5");
    }

    private static String head(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: visita\r\nContent-Type: application/json\r\nX-API-Key: "
                + TestKeys.admin() + "\r\n";
    }

    private static void assertTooLarge(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.text()).contains("\"code\":\"too-large\"");
    }
}
