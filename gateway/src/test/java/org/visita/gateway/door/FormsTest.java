package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.RawHttp.Answer;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class FormsTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "Multipart/Form-Data; boundary=x",
                "application/x-www-form-urlencoded",
                "APPLICATION/X-WWW-FORM-URLENCODED; charset=x"
            })
    void a_form_is_not_understood(String type) throws IOException {
        Answer answer = RawHttp.send("POST /v1/keys HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + TestKeys.admin()
                + "\r\nContent-Type: " + type + "\r\nContent-Length: 5\r\nConnection: close\r\n\r\na=%zz");

        assertThat(answer.status()).as(answer.text()).isEqualTo(415);
        assertThat(answer.text()).contains("\"code\":\"unsupported-media-type\"");
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/form-data, a=b",
        "multipart/form-data; boundary=x, a=b",
        "application/x-www-form-urlencoded, a=%zz",
        "application/x-www-form-urlencoded; charset=nope, a=b",
        "application/json, {}"
    })
    void what_is_no_form_is_given_no_token(String type, String body) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST /internal/token HTTP/1.1\r\nHost: visita\r\nContent-Type: " + type
                                    + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            Answer answer = RawHttp.read(socket);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "application/x-www-form-urlencoded"})
    void the_type_of_a_body_that_is_not_sent_says_nothing(String type) throws IOException {
        TestKey key = TestKeys.with("bookings:read");

        Answer answer = RawHttp.send("POST /v1/keys/" + key.id() + "/disable HTTP/1.1\r\nHost: visita\r\nX-API-Key: "
                + TestKeys.admin() + "\r\nContent-Type: " + type
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
