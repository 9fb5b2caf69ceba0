package org.visita.gateway.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.TrailReader;
import org.visita.kit.ids.Ids;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@QuarkusTest
class RequestTrailTest extends GatewayTest {

    @Test
    void a_refused_stranger_leaves_an_entry_without_a_name() {
        AuditEvent entry = entryOf(given().get("/v1/bookings"));

        assertThat(entry.action()).isEqualTo("access.refused");
        assertThat(entry.code()).isEqualTo("unauthenticated");
        assertThat(entry.clinic()).isNull();
        assertThat(entry.actor()).isNull();
        assertThat(entry.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_key_that_reaches_too_far_is_named() {
        TestKey key = TestKeys.in(TestKeys.OTHER_CLINIC, "slots:read");

        AuditEvent entry = entryOf(TestKeys.using(key).get("/v1/patients"));

        assertThat(entry.code()).isEqualTo("forbidden");
        assertThat(entry.clinic()).isEqualTo(TestKeys.OTHER_CLINIC);
        assertThat(entry.actor()).hasToString("key:" + key.id());
        assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void each_call_over_a_limit_leaves_its_entry() {
        TestKey key = TestKeys.limited(1_000, 1, "bookings:read");
        TestKeys.using(key).get("/v1/bookings").then().statusCode(200);

        Response first = TestKeys.using(key).get("/v1/bookings");
        Response second = TestKeys.using(key).get("/v1/bookings");

        assertThat(entryOf(first).code()).isEqualTo("rate-limited");
        assertThat(entryOf(second).code()).isEqualTo("rate-limited");
    }

    @Test
    void a_leaked_key_is_flagged() {
        TestKey key = TestKeys.with("bookings:read");

        AuditEvent entry = entryOf(given().queryParam("key", key.text()).get("/v1/bookings"));

        assertThat(entry.action()).isEqualTo("access.key-leaked");
    }

    @Test
    void a_key_that_is_closed_is_named_to_its_clinic_and_not_to_the_caller() {
        TestKey key = TestKeys.in(TestKeys.OTHER_CLINIC, "bookings:read");
        TestKeys.disable(key).then().statusCode(200);

        Response answer = TestKeys.using(key).get("/v1/bookings");
        AuditEvent entry = entryOf(answer);

        assertThat(answer.jsonPath().getString("code")).isEqualTo("unauthenticated");
        assertThat(answer.asString()).doesNotContain("disabled");
        assertThat(entry.code()).isEqualTo("key-disabled");
        assertThat(entry.clinic()).isEqualTo(TestKeys.OTHER_CLINIC);
        assertThat(entry.actor()).hasToString("key:" + key.id());
    }

    @Test
    void of_a_key_from_an_address_that_is_not_its_own_only_the_trail_says_so() {
        TestKey key = TestKeys.make(Map.of(
                "label", "test", "scopes", List.of("bookings:read"), "networks", List.of("192.0.2.0/24", "::/0")));

        Response answer = TestKeys.using(key).get("/v1/bookings");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.asString()).doesNotContain("address");
        assertThat(entryOf(answer).code()).isEqualTo("key-address-refused");
    }

    @Test
    void of_a_key_that_was_rotated_away_the_trail_says_so() {
        TestKey key = TestKeys.with("bookings:read");
        TestKeys.using(TestKeys.admin())
                .contentType("application/json")
                .body(Map.of("overlap", "PT0S"))
                .post("/v1/keys/" + key.id() + "/rotate")
                .then()
                .statusCode(200);

        assertThat(entryOf(TestKeys.using(key).get("/v1/bookings")).code()).isEqualTo("key-secret-replaced");
    }

    @Test
    void what_is_done_to_keys_is_on_record() {
        TestKey key = TestKeys.with("bookings:read");

        Response answer = TestKeys.disable(key);
        AuditEvent entry = entryOf(answer);

        assertThat(answer.header("Visita-Audit")).isNull();
        assertThat(entry.action()).isEqualTo("key.disable");
        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(entry.resourceId()).isEqualTo(key.id());
        assertThat(entry.actor()).hasToString("key:sampleAdmin0");
        assertThat(entry.clinic()).isEqualTo(TestKeys.CLINIC);
        assertThat(entry.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void what_a_service_says_of_a_request_stands_in_its_entry_and_goes_no_further() {
        TestKey key = TestKeys.with("bookings:write");
        String booking = Ids.next().toString();
        String patient = Ids.next().toString();

        Response answer = TestKeys.using(key)
                .queryParam("note", "action=booking.cancel;type=Booking;id=" + booking + ";patient=" + patient)
                .post("/v1/bookings/noted");
        AuditEvent entry = entryOf(answer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Visita-Audit")).isNull();
        assertThat(entry.action()).isEqualTo("booking.cancel");
        assertThat(entry.resourceType()).isEqualTo("Booking");
        assertThat(entry.resourceId()).isEqualTo(booking);
        assertThat(entry.patientId()).isEqualTo(patient);
        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(entry.actor()).hasToString("key:" + key.id());
        assertThat(entry.emitter()).isEqualTo("gateway");
    }

    @Test
    void what_a_service_does_not_know_the_door_may() {
        String patient = Ids.next().toString();

        AuditEvent entry = entryOf(TestKeys.using(TestKeys.with("bookings:read"))
                .queryParam("note", "action=request.refused;type=Request;code=method-not-allowed")
                .queryParam("status", 405)
                .queryParam("patient", patient)
                .get("/v1/bookings/noted"));

        assertThat(entry.action()).isEqualTo("bookings.read");
        assertThat(entry.resourceType()).isEqualTo("Booking");
        assertThat(entry.patientId()).isEqualTo(patient);
        assertThat(entry.code()).isEqualTo("method-not-allowed");
    }

    @Test
    void the_reason_of_a_refusal_is_that_of_the_service() {
        AuditEvent entry = entryOf(TestKeys.using(TestKeys.with("bookings:write"))
                .queryParam("note", "action=booking.create;type=Booking;code=slot-taken")
                .queryParam("status", 409)
                .post("/v1/bookings/noted"));

        assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(entry.code()).isEqualTo("slot-taken");
    }

    @Test
    void what_nobody_says_more_of_is_named_by_its_route() {
        String booking = Ids.next().toString();
        String patient = Ids.next().toString();
        TestKey key = TestKeys.with("bookings:read", "bookings:write", "patients:read");

        AuditEvent read = entryOf(TestKeys.using(key).get("/v1/bookings/" + booking));
        AuditEvent written = entryOf(TestKeys.using(key).post("/v1/bookings/" + booking + "/cancel"));
        AuditEvent searched = entryOf(TestKeys.using(key).get("/fhir/R4/Appointment?actor=Patient/" + patient));
        AuditEvent away = entryOf(TestKeys.using(key).get("/v1/patients/" + patient));
        AuditEvent conflict = entryOf(TestKeys.using(key).post("/v1/bookings/early"));

        assertThat(read.action()).isEqualTo("bookings.read");
        assertThat(read.resourceType()).isEqualTo("Booking");
        assertThat(read.resourceId()).isEqualTo(booking);
        assertThat(read.code()).isNull();
        assertThat(written.action()).isEqualTo("bookings.write");
        assertThat(written.resourceId()).isEqualTo(booking);
        assertThat(searched.resourceType()).isEqualTo("Appointment");
        assertThat(searched.patientId()).isEqualTo(patient);
        assertThat(away.patientId()).isEqualTo(patient);
        assertThat(away.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(away.code()).isEqualTo("unavailable");
        assertThat(conflict.code()).isEqualTo("http-409");
    }

    @Test
    void what_a_service_says_twice_or_a_caller_says_is_not_believed() {
        TestKey key = TestKeys.with("bookings:write");
        String forged = "action=key.create;type=Key";

        Response twice = TestKeys.using(key)
                .queryParam("note", forged, "action=booking.cancel;type=Booking")
                .post("/v1/bookings/noted");
        Response said = TestKeys.using(key).header("Visita-Audit", forged).post("/v1/bookings");
        Response nonsense = TestKeys.using(key)
                .queryParam("note", "action=What ever;type=Booking")
                .post("/v1/bookings/noted");

        for (Response answer : List.of(twice, said, nonsense)) {
            assertThat(answer.header("Visita-Audit")).isNull();
            assertThat(entryOf(answer).action()).isEqualTo("bookings.write");
        }
        assertThat(said.asString()).doesNotContainIgnoringCase("visita-audit");
    }

    @Test
    void a_bundle_leaves_an_entry_and_one_for_each_of_its_own() {
        TestKey leaked = TestKeys.with("bookings:read");
        Response answer = TestKeys.using(TestKeys.with("bookings:read", "bookings:write"))
                .contentType("application/fhir+json")
                .body("""
                        {"resourceType": "Bundle", "type": "batch", "entry": [
                        {"request": {"method": "GET", "url": "Appointment/noted?note=action=booking.read%3Btype=Booking"}},
                        {"request": {"method": "POST", "url": "Appointment/$book"},
                         "resource": {"resourceType": "Appointment"}},
                        {"request": {"method": "GET", "url": "Patient/1"}},
                        {"request": {"method": "TRACE", "url": "Appointment/7"}},
                        {"request": {"method": "GET", "url": "Appointment/unauthorized"}},
                        {"request": {"method": "GET", "url": "Appointment?key=LEAKED"}}]}""".replace("LEAKED", leaked.text()))
                .post("/fhir/R4");
        answer.then().statusCode(200);
        String id = answer.header("X-Request-Id");

        List<AuditEvent> entries =
                await().atMost(Duration.ofSeconds(10)).until(() -> entriesOf(answer), found -> found.size() >= 7);

        assertThat(entries)
                .extracting(AuditEvent::requestId, AuditEvent::action, AuditEvent::code)
                .containsExactlyInAnyOrder(
                        tuple(id, "bundle.process", null),
                        tuple(id + ".0", "booking.read", null),
                        tuple(id + ".1", "bookings.write", null),
                        tuple(id + ".2", "access.refused", "not-found"),
                        tuple(id + ".3", "access.refused", "invalid-request"),
                        tuple(id + ".4", "bookings.read", "unavailable"),
                        tuple(id + ".5", "access.key-leaked", "invalid-request"));
    }

    @Test
    void an_entry_knows_its_own_trace_and_not_that_of_its_neighbours() {
        TestKey key = TestKeys.with("bookings:read");
        List<String> traces = IntStream.range(1, 40)
                .mapToObj(i -> String.format("%032x", 0xabcdef0000L + i))
                .toList();

        Map<String, String> traceOf = traces.parallelStream()
                .collect(Collectors.toConcurrentMap(
                        trace -> TestKeys.using(key)
                                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                                .get("/v1/bookings/" + (trace.hashCode() % 2 == 0 ? "noted" : "unauthorized"))
                                .header("X-Request-Id"),
                        Function.identity()));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(entries(record -> isOneOf(traceOf, record)).stream()
                                .collect(Collectors.toMap(AuditEvent::requestId, AuditEvent::traceId)))
                        .isEqualTo(traceOf));
        assertThat(TopicReader.read(Topics.AUDIT_EVENTS, record -> true))
                .map(record -> Map.entry(EventJson.read(record.value(), AuditEvent.class), record))
                .filteredOn(found -> isOneOf(traceOf, found.getKey()))
                .hasSize(traceOf.size())
                .allSatisfy(found -> assertThat(new String(found.getValue()
                                .headers()
                                .lastHeader("traceparent")
                                .value()))
                        .contains(found.getKey().traceId()));
    }

    private static AuditEvent entryOf(Response answer) {
        List<AuditEvent> entries =
                await().atMost(Duration.ofSeconds(10)).until(() -> entriesOf(answer), found -> !found.isEmpty());
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    /** Those of a request, and of the requests that came in it. */
    private static List<AuditEvent> entriesOf(Response answer) {
        String requestId = answer.header("X-Request-Id");
        return entries(entry -> entry.requestId() != null && entry.requestId().startsWith(requestId));
    }

    private static boolean isOneOf(Map<String, String> byRequest, AuditEvent entry) {
        return entry.requestId() != null && byRequest.containsKey(entry.requestId());
    }

    private static List<AuditEvent> entries(Predicate<AuditEvent> wanted) {
        return TrailReader.entries(wanted);
    }
}
