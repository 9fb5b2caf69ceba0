package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;

/** The same door, for callers who speak FHIR. */
@QuarkusTest
class FhirDoorTest extends GatewayTest {

    private static final String APPOINTMENTS = "/fhir/R4/Appointment";
    private static final String FHIR_JSON = "application/fhir+json";

    @ParameterizedTest
    @CsvSource({
        "GET, /fhir/R4/Appointment?status=booked&date=ge2026-12-01, read, write",
        "GET, /fhir/R4/Appointment/7, read, write",
        "HEAD, /fhir/R4/Appointment/7, read, write",
        "GET, /fhir/R4/Appointment/7/_history/2, read, write",
        "GET, /fhir/R4/Appointment/$find?start=2026-12-01, read, write",
        "POST, /fhir/R4/Appointment/_search, read, write",
        "POST, /fhir/R4/Appointment/%5Fsearch, read, write",
        "POST, /fhir/R4/Appointment, write, read",
        "PUT, /fhir/R4/Appointment/7, write, read",
        "PUT, /fhir/R4/Appointment?identifier=a%7Cb, write, read",
        "PATCH, /fhir/R4/Appointment/7, write, read",
        "DELETE, /fhir/R4/Appointment/7, write, read",
        "POST, /fhir/R4/Appointment/$hold, write, read",
        "POST, /fhir/R4/Appointment/$confirm, write, read",
        "POST, /fhir/R4/Appointment/7/$cancel, write, read",
        "POST, /fhir/R4/Appointment/7/_search, write, read"
    })
    void appointments_are_read_and_changed_with_the_scopes_of_bookings(
            String method, String path, String scope, String other) {
        Response passed = asking("bookings:" + scope).request(method, path);
        assertThat(passed.statusCode()).isEqualTo(200);
        if (!method.equals("HEAD")) {
            assertThat(passed.jsonPath().getString("uri")).isEqualTo(path.replace("%5F", "_"));
        }

        Response refused = asking("bookings:" + other).request(method, path);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.contentType()).startsWith(FHIR_JSON);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /fhir, 404, not-found",
        "GET, /fhir/R4, 405, method-not-allowed",
        "PUT, /fhir/R4/, 405, method-not-allowed",
        "GET, /fhir/R4/Patient, 404, not-found",
        "GET, /fhir/R4/appointment, 404, not-found",
        "GET, /fhir/R4/bookings, 404, not-found",
        "GET, /fhir/R5/Appointment, 404, not-found",
        "GET, /fhir/Appointment, 404, not-found",
        "POST, /fhir/R4/metadata, 405, method-not-allowed",
        "POST, /fhir/R4/metadata/_search, 405, method-not-allowed",
        "OPTIONS, /fhir/R4/Appointment, 405, method-not-allowed",
        "GET, /fhir/R4/Appointment/..%2f..%2fkeys, 400, invalid-request",
        "GET, /fhir/R4/Appointment;a=b, 400, invalid-request",
        "GET, /fhir/R4/Appointment?access_token=a, 400, invalid-request",
        "POST, /fhir/R4/Appointment/hangs-up, 503, unavailable",
        "GET, /fhir/R4/Appointment/unauthorized, 503, unavailable"
    })
    void the_door_says_no_in_fhir(String method, String path, int status, String code) {
        assertOutcome(asking(TestKeys.admin()).request(method, path), status, code);
    }

    @Test
    void a_stranger_is_told_so_in_fhir() {
        Response refused = RestAssured.given().get(APPOINTMENTS);

        assertOutcome(refused, 401, "unauthenticated");
        refused.then().header("WWW-Authenticate", equalTo("Bearer")).body("issue[0].code", equalTo("login"));
    }

    @Test
    void too_much_and_too_often_are_told_in_fhir() {
        assertOutcome(asking("bookings:write").body(new byte[300_000]).post(APPOINTMENTS), 413, "too-large");
        RequestSpecification limited = TestKeys.using(TestKeys.limited(1, 1, "bookings:read"));
        limited.get(APPOINTMENTS);
        assertOutcome(limited.get(APPOINTMENTS), 429, "rate-limited");
    }

    @Test
    void what_fhir_says_in_headers_passes() {
        asking("bookings:write")
                .contentType(FHIR_JSON + "; fhirVersion=4.0")
                .accept(FHIR_JSON)
                .header("If-Match", "W/\"2\"")
                .header("If-None-Match", "*")
                .header("If-None-Exist", "identifier=a|b")
                .header("If-Modified-Since", "Tue, 01 Dec 2026 07:00:00 GMT")
                .header("Prefer", "return=representation; handling=strict")
                .body("{}")
                .put(APPOINTMENTS + "/7")
                .then()
                .statusCode(200)
                .body("headers.'content-type'", startsWith(FHIR_JSON + "; fhirVersion=4.0"))
                .body("headers.accept", equalTo(FHIR_JSON))
                .body("headers.'if-match'", equalTo("W/\"2\""))
                .body("headers.'if-none-match'", equalTo("*"))
                .body("headers.'if-none-exist'", equalTo("identifier=a|b"))
                .body("headers.'if-modified-since'", equalTo("Tue, 01 Dec 2026 07:00:00 GMT"))
                .body("headers.prefer", equalTo("return=representation; handling=strict"))
                .body("bytes", equalTo(2));
    }

    @Test
    void what_the_service_says_in_headers_passes_and_its_links_lead_here() {
        asking("bookings:write")
                .header("Host", "api.clinic.example:8443")
                .contentType(FHIR_JSON)
                .body("{}")
                .post(APPOINTMENTS + "/$book")
                .then()
                .statusCode(201)
                .contentType(FHIR_JSON)
                .header("ETag", equalTo("W/\"1\""))
                .header("Last-Modified", equalTo("Tue, 01 Dec 2026 07:00:00 GMT"))
                .header("Location", equalTo("http://api.clinic.example:8443/fhir/R4/Appointment/7/_history/1"));
    }

    @Test
    void a_search_may_stand_in_a_form() {
        asking("bookings:read")
                .contentType("application/x-www-form-urlencoded")
                .body("status=booked&_count=5")
                .post(APPOINTMENTS + "/_search")
                .then()
                .statusCode(200)
                .body("headers.'content-type'", startsWith("application/x-www-form-urlencoded"))
                .body("bytes", equalTo(22));
    }

    /** Nothing but its head is sent, or the rest would be read as the beginning of the next answer. */
    @ParameterizedTest
    @CsvSource({"DELETE, /v1/holds/released, 204", "GET, /fhir/R4/Appointment/unchanged, 304"})
    void an_answer_without_a_body_leaves_the_connection_clean(String method, String path, int status)
            throws IOException {
        String key = "X-API-Key: " + TestKeys.admin();
        String answers = RawHttp.send(method + " " + path + " HTTP/1.1\r\nHost: visita\r\n" + key + "\r\n\r\n"
                        + RawHttp.get("/v1/bookings", "Host: visita", key))
                .text();

        assertThat(answers).startsWith("HTTP/1.1 " + status + " ").contains("\r\n\r\nHTTP/1.1 200 ");
        assertThat(answers.substring(0, answers.indexOf("\r\n\r\n")).toLowerCase())
                .doesNotContain("transfer-encoding");
    }

    private static RequestSpecification asking(String keyOrScope) {
        return (keyOrScope.contains(":") ? TestKeys.using(TestKeys.with(keyOrScope)) : TestKeys.using(keyOrScope))
                .urlEncodingEnabled(false);
    }

    private static void assertOutcome(Response answer, int status, String code) {
        answer.then()
                .statusCode(status)
                .contentType(FHIR_JSON)
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].details.coding.code", hasItem(code));
    }
}
