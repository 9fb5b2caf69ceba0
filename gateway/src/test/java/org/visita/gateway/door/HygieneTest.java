package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.RawHttp.Answer;
import org.visita.gateway.TestKeys;

/** Requests that no library would send, on raw sockets. */
@QuarkusTest
class HygieneTest extends GatewayTest {

    private final String key = "X-API-Key: " + TestKeys.admin();

    @Test
    void a_plain_request_passes() throws IOException {
        assertThat(RawHttp.send(RawHttp.get("/v1/bookings", "Host: visita", key))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/bookings%2f..%2fkeys",
                "/v1/bookings/../keys",
                "/v1/bookings/%2e%2e/keys",
                "/v1//bookings",
                "//v1/bookings",
                "/v1/bookings%00",
                "/v1/bookings%5c",
                "/v1/bookings;a=b",
                "http://visita/v1/bookings",
                "http://elsewhere/v1/bookings"
            })
    void tricks_with_the_path_are_refused_with_a_code(String target) throws IOException {
        assertRefused(RawHttp.send(RawHttp.get(target, "Host: visita", key)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Host: visita\r\nHost: elsewhere",
                "Host: visita, elsewhere",
                "Host: a/b",
                "Host: user@visita",
                "Host: "
            })
    void a_request_has_exactly_one_host(String hosts) throws IOException {
        assertRefused(RawHttp.send(RawHttp.get("/v1/bookings", hosts, key)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: xchunked"
            })
    void another_transfer_coding_is_refused(String header) throws IOException {
        Answer answer = RawHttp.send("POST /v1/bookings HTTP/1.1\r\nHost: visita\r\n" + key + "\r\n" + header
                + "\r\nConnection: close\r\n\r\n0\r\n\r\n");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    /** Refused by Netty before the door: what comes after it on the connection is never read as a request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: -1",
                "Content-Length: +5",
                "Content-Length: 5, 6",
                "Bad Header: x",
                "Content-Length : 5",
                "Transfer-Encoding : chunked"
            })
    void two_lengths_or_broken_headers_end_the_connection(String headers) throws IOException {
        Answer answer = RawHttp.send("POST /v1/bookings HTTP/1.1\r\nHost: visita\r\n" + key + "\r\n" + headers
                + "\r\n\r\n0\r\n\r\nGET /v1/keys HTTP/1.1\r\nHost: visita\r\n" + key + "\r\n\r\n");

        assertRefused(answer);
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.text()).containsOnlyOnce("HTTP/1.1 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1\\bookings", "/v1/bookings?a=|", "/v1/bookings?a={b}", "/v1/bookings#a"})
    void what_belongs_in_no_address_is_refused_with_a_code(String target) throws IOException {
        assertRefused(RawHttp.send(RawHttp.get(target, "Host: visita", key)));
    }

    @Test
    void headers_beyond_all_measure_are_refused() throws IOException {
        Answer answer = RawHttp.send(RawHttp.get("/v1/bookings", "Host: visita", key, "X-Long: " + "a".repeat(20_000)));

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.text()).contains("\"code\":\"headers-too-large\"");
    }

    @Test
    void more_headers_than_anybody_needs_are_refused() throws IOException {
        Answer answer =
                RawHttp.send(RawHttp.get("/v1/bookings", "Host: visita", key, "X-A: b\r\n".repeat(120) + "X-B: c"));

        assertThat(answer.status()).isEqualTo(431);
    }

    @Test
    void an_address_beyond_all_measure_is_refused() throws IOException {
        Answer answer = RawHttp.send(RawHttp.get("/v1/bookings?a=" + "a".repeat(10_000), "Host: visita", key));

        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.text()).contains("\"code\":\"address-too-long\"");
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).contains("\"code\":\"invalid-request\"");
    }
}
