package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;

@QuarkusTest
class PipeTest extends GatewayTest {

    @Test
    void a_request_arrives_as_it_was_sent() {
        TestKeys.using(TestKeys.admin())
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .header("If-Match", "\"4\"")
                .header("Idempotency-Key", "abc")
                .body("{\"a\":1}")
                .post("/v1/bookings/7/%63ancel?x=a%20b&y=")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("method", equalTo("POST"))
                .body("uri", equalTo("/v1/bookings/7/cancel?x=a%20b&y="))
                .body("bytes", equalTo(7))
                .body("headers.'if-match'", equalTo("\"4\""))
                .body("headers.'idempotency-key'", equalTo("abc"))
                .body("headers.'content-length'", equalTo("7"));
    }

    @Test
    void what_a_caller_says_of_itself_does_not_arrive() throws IOException {
        Map<String, Object> arrived = arrived(
                "X-API-Key: " + TestKeys.admin(),
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-Host: elsewhere",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Prefix: /x",
                "Forwarded: for=10.0.0.1",
                "X-Real-IP: 10.0.0.1",
                "X-Client-Address: 10.0.0.1",
                "X-Request-Id: mine",
                "X-Original-URL: /v1/keys",
                "X-HTTP-Method-Override: DELETE",
                "Cookie: a=b",
                "Via: 1.1 x",
                "baggage: a=b",
                "X-Kept: yes");

        assertThat(arrived)
                .doesNotContainKeys(
                        "x-api-key",
                        "x-forwarded-for",
                        "x-forwarded-prefix",
                        "forwarded",
                        "x-real-ip",
                        "x-original-url",
                        "x-http-method-override",
                        "cookie",
                        "via",
                        "baggage")
                .containsEntry("x-client-address", "127.0.0.1")
                .containsEntry("x-forwarded-host", "visita")
                .containsEntry("x-forwarded-proto", "http")
                .containsEntry("x-kept", "yes");
        assertThat(arrived.get("x-request-id").toString()).matches("[0-9a-f-]{36}");
        assertThat(arrived.get("authorization").toString()).startsWith("Bearer ey");
    }

    @Test
    void what_belongs_to_one_connection_does_not_travel() throws IOException {
        Map<String, Object> arrived = arrived(
                "X-API-Key: " + TestKeys.admin(),
                "Connection: X-Of-The-Hop, Authorization, X-Client-Address",
                "X-Of-The-Hop: 1",
                "Keep-Alive: timeout=5",
                "TE: trailers",
                "Upgrade: websocket",
                "Proxy-Authorization: Basic x");

        assertThat(arrived)
                .doesNotContainKeys("x-of-the-hop", "keep-alive", "te", "upgrade", "proxy-authorization", "connection")
                .containsKeys("authorization", "x-client-address");
    }

    @Test
    void a_well_formed_trace_is_continued_and_another_begun_anew() throws IOException {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        assertThat(arrived("X-API-Key: " + TestKeys.admin(), "traceparent: 00-" + trace + "-00f067aa0ba902b7-01")
                        .get("traceparent")
                        .toString())
                .startsWith("00-" + trace + "-")
                .doesNotContain("00f067aa0ba902b7");
        assertThat(arrived("X-API-Key: " + TestKeys.admin(), "traceparent: 00-nonsense-01")
                        .get("traceparent")
                        .toString())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
    }

    @Test
    void what_a_service_says_of_itself_does_not_leave() {
        Response answer = TestKeys.using(TestKeys.admin()).get("/v1/bookings/chatty");

        answer.then()
                .statusCode(200)
                .header("ETag", equalTo("\"3\""))
                .header("Cache-Control", equalTo("no-store"))
                .header("RateLimit", notNullValue());
        assertThat(answer.headers().asList())
                .extracting(header -> header.getName().toLowerCase())
                .doesNotContain("server", "set-cookie", "x-of-the-hop");
    }

    @Test
    void an_address_inside_becomes_one_that_holds_outside() {
        TestKeys.using(TestKeys.admin())
                .post("/v1/bookings/created")
                .then()
                .statusCode(201)
                .header("Location", equalTo("/v1/bookings/7"))
                .header("Content-Length", equalTo("0"));
    }

    @Test
    void head_is_answered_without_a_body() {
        Response answer = TestKeys.using(TestKeys.admin()).head("/v1/bookings");

        answer.then().statusCode(200);
        assertThat(answer.asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/v1/bookings, 200", "/v1/keys, 400"})
    void a_caller_that_waits_to_be_asked_for_its_body_is_asked_once(String path, int status) throws IOException {
        String answer = RawHttp.send("POST " + path + " HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + TestKeys.admin()
                        + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2"
                        + "\r\nConnection: close\r\n\r\n{}")
                .text();

        assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 " + status + " ");
        assertThat(answer.split("HTTP/1.1 ")).hasSize(3);
    }

    private static Map<String, Object> arrived(String... headers) throws IOException {
        String request = "GET /v1/bookings HTTP/1.1\r\nHost: visita\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        String text = RawHttp.exchange(request).text();
        return JsonPath.from(text.substring(text.indexOf("\r\n\r\n") + 4)).getMap("headers");
    }
}
