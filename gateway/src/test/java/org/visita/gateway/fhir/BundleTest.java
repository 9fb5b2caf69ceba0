package org.visita.gateway.fhir;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

/** What the gateway answers itself at the base of the FHIR API. */
@QuarkusTest
class BundleTest extends GatewayTest {

    private static final String FHIR_JSON = "application/fhir+json";

    @Test
    void the_capabilities_are_those_of_the_gateway() {
        TestKeys.using(TestKeys.with("bookings:read"))
                .header("Host", "api.clinic.example:8443")
                .get("/fhir/R4/metadata")
                .then()
                .statusCode(200)
                .contentType(FHIR_JSON)
                .body("resourceType", equalTo("CapabilityStatement"))
                .body("software.name", equalTo("Visita"))
                .body("implementation.url", equalTo("http://api.clinic.example:8443/fhir/R4"))
                .body("rest[0].resource.type", hasItem("Appointment"))
                .body("rest[0].interaction.code", hasItem("batch"));
        TestKeys.using(TestKeys.with("patients:read"))
                .get("/fhir/R4/metadata")
                .then()
                .statusCode(403);
        TestKeys.using(TestKeys.admin())
                .accept("application/fhir+xml")
                .get("/fhir/R4/metadata")
                .then()
                .statusCode(406);
    }

    @Test
    void each_entry_goes_where_it_would_go_by_itself_and_a_bad_one_fails_alone() {
        send(TestKeys.with("bookings:read", "bookings:write"), batch("""
                        {"request": {"method": "GET", "url": "Appointment/7"}},
                        {"request": {"method": "POST", "url": "Appointment/$book", "ifNoneExist": "identifier=a"},
                         "resource": {"resourceType": "Appointment"}},
                        {"request": {"method": "GET", "url": "Appointment/../../keys"}},
                        {"request": {"method": "GET", "url": "Patient/1"}},
                        {"request": {"method": "TRACE", "url": "Appointment/7"}},
                        {"request": {"method": "GET", "url": "Appointment/hangs-up"}},
                        {"request": {"method": "PUT", "url": "Appointment/7?a=b", "ifMatch": "W/\\"2\\""},
                         "resource": {"resourceType": "Appointment", "id": "7"}}"""))
                .statusCode(200)
                .contentType(FHIR_JSON)
                .body("resourceType", equalTo("Bundle"))
                .body("type", equalTo("batch-response"))
                .body("entry", hasSize(7))
                .body("entry[0].response.status", equalTo("200 OK"))
                .body("entry[0].resource.uri", equalTo("/fhir/R4/Appointment/7"))
                .body("entry[1].response.status", equalTo("201 Created"))
                .body("entry[1].response.etag", equalTo("W/\"1\""))
                .body("entry[1].response.lastModified", equalTo("2026-12-01T07:00:00Z"))
                .body("entry[1].response.location", containsString("/fhir/R4/Appointment/7/_history/1"))
                .body("entry[1].response.outcome", nullValue())
                .body("entry[2].response.status", equalTo("400 Bad Request"))
                .body("entry[2].response.outcome.issue[0].details.coding[0].code", equalTo("invalid-request"))
                .body("entry[3].response.status", equalTo("404 Not Found"))
                .body("entry[4].response.status", equalTo("400 Bad Request"))
                .body("entry[5].response.status", equalTo("503 Service Unavailable"))
                .body("entry[5].response.outcome.resourceType", equalTo("OperationOutcome"))
                .body("entry[6].resource.uri", equalTo("/fhir/R4/Appointment/7?a=b"))
                .body("entry[6].resource.method", equalTo("PUT"))
                .body("entry[6].resource.headers.'if-match'", equalTo("W/\"2\""))
                .body("entry[6].resource.headers.authorization", startsWith("Bearer ey"));
    }

    @Test
    void each_entry_needs_the_scope_of_its_own() {
        send(TestKeys.with("bookings:read"), batch("""
                        {"request": {"method": "GET", "url": "Appointment/7"}},
                        {"request": {"method": "DELETE", "url": "Appointment/7"}}"""))
                .statusCode(200)
                .body("entry[0].response.status", equalTo("200 OK"))
                .body("entry[1].response.status", equalTo("403 Forbidden"))
                .body("entry[1].response.outcome.issue[0].details.coding[0].code", equalTo("forbidden"));
    }

    @Test
    void a_key_that_is_closed_meanwhile_does_nothing_more() {
        TestKey key = TestKeys.with("bookings:read");
        int before = silent();
        String wait = "{\"request\": {\"method\": \"GET\", \"url\": \"Appointment/silent\"}}";
        CompletableFuture<ValidatableResponse> answer =
                CompletableFuture.supplyAsync(() -> send(key, batch(String.join(",", wait, wait, wait, wait, wait))));
        await().until(() -> silent() > before);

        TestKeys.disable(key).then().statusCode(200);

        answer.join()
                .statusCode(200)
                .body("entry[0].response.status", equalTo("503 Service Unavailable"))
                .body("entry[4].response.status", equalTo("401 Unauthorized"));
    }

    @Test
    void an_answer_that_stops_half_way_fails_alone() {
        send(TestKeys.with("bookings:read"), batch("""
                        {"request": {"method": "GET", "url": "Appointment/stalls"}},
                        {"request": {"method": "GET", "url": "Appointment/7"}}"""))
                .statusCode(200)
                .body("entry[0].response.status", equalTo("503 Service Unavailable"))
                .body("entry[1].response.status", equalTo("200 OK"));
    }

    @Test
    void all_answers_together_have_a_bound() {
        String large = "{\"request\": {\"method\": \"GET\", \"url\": \"Appointment/large?bytes=1000000\"}}";
        send(TestKeys.with("bookings:read"), batch(String.join(",", large, large, large, large, large)))
                .statusCode(200)
                .body("entry[3].response.status", equalTo("200 OK"))
                .body("entry[4].response.status", equalTo("413 Request Entity Too Large"));
    }

    @Test
    void each_entry_counts_against_the_limit() {
        String get = "{\"request\": {\"method\": \"GET\", \"url\": \"Appointment/7\"}}";
        send(TestKeys.limited(4, 4, "bookings:read"), batch(String.join(",", get, get, get, get, get)))
                .statusCode(200)
                .body("entry[3].response.status", equalTo("200 OK"))
                .body("entry[4].response.status", equalTo("429 Too Many Requests"))
                .header("RateLimit", containsString(";r=0;"));
    }

    @Test
    void a_key_of_the_bundle_becomes_one_for_each_entry() {
        TestKeys.using(TestKeys.with("bookings:write"))
                .contentType(FHIR_JSON)
                .header("Idempotency-Key", "abc")
                .body(batch("""
                        {"request": {"method": "POST", "url": "Appointment"}, "resource": {"resourceType": "Appointment"}},
                        {"request": {"method": "POST", "url": "Appointment"}, "resource": {"resourceType": "Appointment"}}"""))
                .post("/fhir/R4")
                .then()
                .statusCode(200)
                .body("entry[0].resource.headers.'idempotency-key'", equalTo("abc.0"))
                .body("entry[1].resource.headers.'idempotency-key'", equalTo("abc.1"));
    }

    @Test
    void a_transaction_is_refused_and_nothing_of_it_done() {
        TestKey key = TestKeys.with("bookings:write");
        String create = "{\"request\": {\"method\": \"POST\", \"url\": \"Appointment\"}}";
        send(key, bundle("transaction", create))
                .statusCode(422)
                .contentType(FHIR_JSON)
                .body("issue[0].code", equalTo("not-supported"))
                .body("issue[0].details.coding[0].code", equalTo("transaction-not-supported"))
                .body("issue[0].details.text", not(containsString("several types")));
        send(key, bundle("transaction", create + ", {\"request\": {\"method\": \"PUT\", \"url\": \"Patient/1\"}}"))
                .statusCode(422)
                .body("issue[0].details.text", containsString("several types"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"resourceType\": \"Appointment\"}",
                "{\"resourceType\": \"Bundle\"}",
                "{\"resourceType\": \"Bundle\", \"type\": \"searchset\"}",
                "{\"resourceType\": \"Bundle\", \"type\": \"batch\", \"entry\": {}}"
            })
    void what_is_no_bundle_to_be_worked_on_is_refused(String body) {
        send(TestKeys.with("bookings:read"), body).statusCode(400).body("resourceType", equalTo("OperationOutcome"));
    }

    @Test
    void a_bundle_has_a_most_of_entries_and_bytes_and_may_be_empty() {
        TestKey key = TestKeys.with("bookings:read");
        send(key, batch(""))
                .statusCode(200)
                .body("type", equalTo("batch-response"))
                .body("entry", nullValue());
        String many = IntStream.range(0, 101)
                .mapToObj(i -> "{\"request\": {\"method\": \"GET\", \"url\": \"Appointment/7\"}}")
                .collect(Collectors.joining(","));
        send(key, batch(many)).statusCode(413);
        send(key, batch(" ".repeat(1024 * 1024))).statusCode(413);
    }

    @Test
    void a_condition_does_not_become_two_headers() {
        send(TestKeys.with("bookings:write"), batch("""
                        {"request": {"method": "DELETE", "url": "Appointment/7", "ifMatch": "a\\r\\nX-Evil: 1"}}"""))
                .statusCode(200)
                .body("entry[0].response.status", equalTo("400 Bad Request"));
    }

    @Test
    void the_base_takes_bundles_only() {
        TestKeys.using(TestKeys.admin()).get("/fhir/R4").then().statusCode(405).header("Allow", equalTo("POST"));
        TestKeys.using(TestKeys.admin())
                .contentType("application/fhir+xml")
                .body("<Bundle/>")
                .post("/fhir/R4")
                .then()
                .statusCode(415);
    }

    private static ValidatableResponse send(TestKey key, String body) {
        return TestKeys.using(key)
                .contentType(FHIR_JSON)
                .body(body)
                .post("/fhir/R4")
                .then();
    }

    /** Asked of the service itself, not through the gateway. */
    private static int silent() {
        String service = ConfigProvider.getConfig().getValue("visita.gateway.routes.booking", String.class);
        return RestAssured.get(service + "/counters").jsonPath().getInt("silent");
    }

    private static String batch(String entries) {
        return bundle("batch", entries);
    }

    private static String bundle(String type, String entries) {
        return "{\"resourceType\": \"Bundle\", \"type\": \"" + type + "\", \"entry\": [" + entries + "]}";
    }
}
