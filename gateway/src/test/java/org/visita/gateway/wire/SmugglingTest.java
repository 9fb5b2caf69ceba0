package org.visita.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.RawHttp.Answer;
import org.visita.gateway.TestKeys;

/**
 * Requests that two servers could read as different ones (RFC 9112, section 11.2): either refused, or passed on so that
 * there is one way to read them. What a service is really sent is recorded on its socket.
 */
@QuarkusTest
class SmugglingTest extends GatewayTest {

    private static final String KEY = "X-API-Key: " + TestKeys.admin();

    /** What an attacker would want to be read as a request of its own. */
    private static final String SMUGGLED = "GET /v1/locations/smuggled HTTP/1.1\r\nHost: visita\r\n" + KEY + "\r\n\r\n";

    private static final AtomicInteger SENDERS = new AtomicInteger();

    @BeforeEach
    void forget() {
        recorded();
    }

    static Stream<String> lengthsInTwoWays() {
        return Stream.of(
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked\u000b",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                " Transfer-Encoding: chunked",
                "X: y\r\n Transfer-Encoding: chunked",
                "Transfer-Encoding:\r\n chunked",
                "Transfer\u0000-Encoding: chunked",
                "Content-Length: 4\r\nContent-Length: 5",
                "Content-Length: 4, 5",
                "Content-Length: -4",
                "Content-Length: +4",
                "Content-Length: 0x4",
                "Content-Length: 4 4",
                "Content-Length: 99999999999999999999",
                "Content-Length : 4",
                "Content-Length",
                ": 4",
                "X\r: 4");
    }

    @ParameterizedTest
    @MethodSource("lengthsInTwoWays")
    void a_length_that_can_be_read_in_two_ways_ends_the_connection(String header) throws IOException {
        Answer answer = send(post(header) + "0\r\n\r\n" + SMUGGLED);

        String recorded = recorded();
        assertThat(recorded).doesNotContain("smuggled").doesNotContainIgnoringCase("\ntransfer-encoding");
        assertThat(answer.text()).doesNotContain("smuggled").contains("\"code\":\"invalid-request\"");
        if (header.contains("\r\n ") || header.startsWith(" ")) {
            // Folded, so part of the header before: a request without a body, and what follows is none.
            assertThat(answer.status()).as(answer.text()).isIn(200, 400, 401);
        } else {
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.text()).containsOnlyOnce("HTTP/1.1 ");
            assertThat(recorded).isEmpty();
        }
    }

    static Stream<String> brokenChunks() {
        return Stream.of(
                "FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
                "80000000\r\nabc\r\n0\r\n\r\n",
                "-1\r\nabc\r\n0\r\n\r\n",
                "+3\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "3 3\r\nabc\r\n0\r\n\r\n",
                "g\r\nabc\r\n0\r\n\r\n",
                "\r\nabc\r\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\nabc\n0\n\n",
                "3\rabc\r0\r\r",
                "3;a=b\nabc\r\n0\r\n\r\n");
    }

    /** Only the end of the connection is safe then; some of it has an answer before. */
    @ParameterizedTest
    @MethodSource("brokenChunks")
    void a_broken_chunk_ends_the_connection_and_no_service_hears_of_it(String body) throws IOException {
        Answer answer = send(post("Transfer-Encoding: chunked") + body + SMUGGLED);

        assertThat(answer.status()).as(answer.text()).isIn(0, 400);
        assertThat(answer.text()).doesNotContain("HTTP/1.1 200");
        assertThat(recorded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3;name=value\r\nabc\r\n0\r\n\r\n",
                "3;name=\"a;b\"\r\nabc\r\n0\r\n\r\n",
                "0003\r\nabc\r\n0\r\n\r\n",
                "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n",
                "3\r\nabc\r\n0\r\nContent-Length: 99\r\nX-Client-Address: 10.0.0.1\r\n\r\n"
            })
    void a_body_in_pieces_is_passed_on_with_one_length(String body) throws IOException {
        Answer answer = send(post("Transfer-Encoding: chunked\r\nConnection: close") + body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(recorded())
                .containsIgnoringCase("content-length: 3\r\n")
                .doesNotContainIgnoringCase("transfer-encoding")
                .doesNotContain("10.0.0.1", "name=", "ength: 99")
                .endsWith("\r\n\r\nabc");
    }

    @Test
    void the_body_of_a_question_stays_its_body() throws IOException {
        String answer = send("GET /v1/locations HTTP/1.1\r\nHost: visita\r\n" + KEY + "\r\nContent-Length: "
                        + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED
                        + RawHttp.get("/v1/locations/last", "Host: visita", KEY))
                .text();

        assertThat(answer).contains("\"bytes\":" + SMUGGLED.length()).contains("\"uri\":\"/v1/locations/last\"");
        assertThat(answer.split("HTTP/1.1 200")).hasSize(3);
        assertThat(recorded()).containsIgnoringCase("content-length: " + SMUGGLED.length() + "\r\n");
    }

    @Test
    void two_requests_in_one_go_are_two() throws IOException {
        String answer = send("GET /v1/locations/1 HTTP/1.1\r\nHost: visita\r\n" + KEY + "\r\n\r\n"
                        + RawHttp.get("/v1/locations/2", "Host: visita", KEY))
                .text();

        assertThat(answer.split("HTTP/1.1 200")).hasSize(3);
        assertThat(answer.indexOf("/v1/locations/1")).isLessThan(answer.indexOf("/v1/locations/2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/locations HTTP/1.0\r\nTransfer-Encoding: chunked",
                "GET /v1/locations HTTP/0.9",
                "GET /v1/locations HTTP/1.2",
                "GET /v1/locations HTTP/2.0",
                "GET /v1/locations  HTTP/1.1",
                "GET  /v1/locations HTTP/1.1",
                "GET /v1/locations",
                "GET /v1/loca tions HTTP/1.1",
                "GET /v1/locations HTTP/1.1 x",
                "G\u0000T /v1/locations HTTP/1.1"
            })
    void another_request_line_is_refused_or_means_what_it_says(String line) throws IOException {
        String[] parts = line.split("\r\n", 2);
        Answer answer = send(parts[0] + "\r\nHost: visita\r\n" + KEY + "\r\nConnection: close\r\n"
                + (parts.length > 1 ? parts[1] + "\r\n" : "") + "\r\n");

        String recorded = recorded();
        if (answer.status() == 200) {
            assertThat(recorded).startsWith("GET /v1/locations HTTP/1.1\r\n");
        } else {
            assertThat(answer.status()).as(answer.text()).isIn(0, 400, 405, 501);
            assertThat(recorded).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: b\u0000c",
                "X-A: b\rX-Client-Address: 10.0.0.1",
                "X-A: b\u0001",
                "X-A: b\u007f",
                "X-A\u0000: b",
                "X A: b"
            })
    void what_could_become_another_header_is_refused(String header) throws IOException {
        Answer answer = send(RawHttp.get("/v1/locations", "Host: visita", KEY, header));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(recorded()).isEmpty();
    }

    /** RFC 9112, section 5.2: a space takes the place of the fold. */
    @Test
    void a_folded_header_stays_one_header() throws IOException {
        Answer answer = send(RawHttp.get(
                "/v1/locations", "Host: visita", KEY, "X-A: b\r\n\tX-Client-Address: 10.0.0.1\r\n\tX-B: c"));

        assertThat(answer.status()).isIn(200, 400);
        assertThat(recorded()).doesNotContain("\nX-Client-Address: 10.0.0.1", "\nX-B: c", "\n\t");
    }

    /** RFC 9112, section 2.2, allows to read them; what goes on has both characters. */
    @Test
    void lines_that_end_with_half_an_end_are_refused_or_mended() throws IOException {
        Answer answer = send("GET /v1/locations HTTP/1.1\nHost: visita\n" + KEY + "\nConnection: close\n\n");

        assertThat(answer.status()).isIn(200, 400);
        assertThat(recorded().replace("\r\n", "")).doesNotContain("\n");
    }

    static List<String> identity() {
        return List.of(
                "Authorization: Basic YTpi",
                "X-Client-Address: 10.6.6.6",
                "X-Request-Id: evil",
                "X-Forwarded-For: 10.6.6.6",
                "X-Forwarded-User: evil",
                "Forwarded: for=10.6.6.6",
                "X-Real-IP: 10.6.6.6",
                "Via: evil",
                "Cookie: evil=1",
                "X-Original-URL: /evil",
                "X-Rewrite-URL: /evil",
                "X-HTTP-Method-Override: evil",
                "baggage: evil=1",
                "tracestate: evil=1");
    }

    @ParameterizedTest
    @MethodSource("identity")
    void what_a_caller_says_it_is_does_not_arrive_even_if_the_connection_names_it(String header) throws IOException {
        String name = header.substring(0, header.indexOf(':'));
        String key = name.equals("Authorization") ? "X-API-Key: " + TestKeys.admin() : KEY;
        for (String connection : new String[] {"close", "close, " + name, "close, X-Client-Address, Authorization"}) {
            Answer answer = RawHttp.exchange("GET /v1/locations HTTP/1.1\r\nHost: visita\r\n" + key + "\r\n" + header
                    + "\r\nConnection: " + connection + "\r\n\r\n");

            String recorded = recorded();
            if (name.equals("Authorization")) {
                assertThat(answer.status()).isEqualTo(400);
            } else {
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(recorded)
                        .doesNotContain("evil", "10.6.6.6")
                        .containsIgnoringCase("x-client-address: 127.0.0.1\r\n")
                        .containsIgnoringCase("authorization: Bearer ey");
            }
        }
    }

    /** From one address after the other: so much failure from one would be refused for that. */
    private static Answer send(String request) throws IOException {
        return RawHttp.sendFrom("127.0.9." + (1 + SENDERS.getAndIncrement() % 250), request);
    }

    private static String post(String header) {
        return "POST /v1/locations HTTP/1.1\r\nHost: visita\r\n" + KEY + "\r\n" + header + "\r\n\r\n";
    }

    /** What the availability-service was sent since the last time. */
    private static String recorded() {
        String service = ConfigProvider.getConfig().getValue("visita.gateway.routes.booking", String.class);
        return RestAssured.get(service + "/recorded").asString();
    }
}
