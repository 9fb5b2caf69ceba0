package org.visita.gateway.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.limit.ClientAddress;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@QuarkusTest
class RefusalTrailTest extends GatewayTest {

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
    void a_key_over_its_limit_leaves_one_entry_and_not_one_for_each_call() {
        TestKey key = TestKeys.limited(1_000, 1, "bookings:read");
        TestKeys.using(key).get("/v1/bookings").then().statusCode(200);

        Response first = TestKeys.using(key).get("/v1/bookings");
        Response second = TestKeys.using(key).get("/v1/bookings");
        Response after = given().get("/v1/bookings");

        assertThat(entryOf(first).code()).isEqualTo("rate-limited");
        entryOf(after);
        assertThat(entriesOf(second)).isEmpty();
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
    void of_strangers_one_network_counts_as_one() {
        assertThat(RefusalTrail.caller(null, ClientAddress.of("2001:db8:1:2::1")))
                .isEqualTo(RefusalTrail.caller(null, ClientAddress.of("2001:db8:1:2:ffff::9")))
                .isNotEqualTo(RefusalTrail.caller(null, ClientAddress.of("2001:db8:1:3::1")));
    }

    @Test
    void what_is_done_to_keys_is_on_record() {
        TestKey key = TestKeys.with("bookings:read");

        AuditEvent entry = entryOf(TestKeys.disable(key));

        assertThat(entry.action()).isEqualTo("key.disable");
        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(entry.resourceId()).isEqualTo(key.id());
        assertThat(entry.actor()).hasToString("key:sampleAdmin0");
        assertThat(entry.clinic()).isEqualTo(TestKeys.CLINIC);
        assertThat(entry.address()).isEqualTo("127.0.0.1");
    }

    private static AuditEvent entryOf(Response answer) {
        List<AuditEvent> entries =
                await().atMost(Duration.ofSeconds(10)).until(() -> entriesOf(answer), found -> !found.isEmpty());
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private static List<AuditEvent> entriesOf(Response answer) {
        String requestId = answer.header("X-Request-Id");
        return TopicReader.read(Topics.AUDIT_EVENTS, record -> new String(record.value()).contains(requestId)).stream()
                .peek(record -> assertThat(ContractSchemas.violations(EventType.AUDIT_RECORDED, record.value()))
                        .isEmpty())
                .map(record -> EventJson.read(record.value(), AuditEvent.class))
                .toList();
    }
}
