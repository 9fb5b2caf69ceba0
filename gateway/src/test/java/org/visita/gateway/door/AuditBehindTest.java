package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.TrailReader;

/** While the trail cannot be written nothing is changed, and reading goes on. */
@QuarkusTest
@TestProfile(AuditBehindProfile.class)
class AuditBehindTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FHIR_JSON = "application/fhir+json";

    private boolean shut;

    @AfterEach
    void open() {
        if (shut) {
            GatedKafkaResource.kafka().open();
        }
    }

    @Test
    void changes_are_refused_until_it_is_back_and_each_refusal_is_in_it() {
        TestKey key = TestKeys.with("bookings:read", "bookings:write", "keys:write");
        TestKey leaked = TestKeys.with("bookings:read");
        TestKeys.using(key).post("/v1/bookings").then().statusCode(200);
        GatedKafkaResource.kafka().shut();
        shut = true;

        Response last = await().atMost(PATIENCE)
                .until(() -> TestKeys.using(key).post("/v1/bookings"), answer -> answer.statusCode() == 503);
        last.then().body("code", equalTo("audit-behind")).header("Retry-After", notNullValue());
        int attempts = attempts();
        Response write = TestKeys.using(key).delete("/v1/bookings/hangs-up");
        Response own = TestKeys.create(key.text(), Map.of("label", "a", "scopes", List.of("bookings:read")));
        Response fhir = TestKeys.using(key).contentType(FHIR_JSON).body("{}").post("/fhir/R4/Appointment");
        Response bundle = TestKeys.using(key).contentType(FHIR_JSON).body("""
                        {"resourceType": "Bundle", "type": "batch", "entry": [
                        {"request": {"method": "GET", "url": "Appointment/7"}},
                        {"request": {"method": "DELETE", "url": "Appointment/hangs-up"}}]}""").post("/fhir/R4");
        TestKeys.using(TestKeys.admin())
                .post("/v1/keys/" + key.id() + "/enable")
                .then()
                .statusCode(503);
        Response taken = TestKeys.disable(leaked);
        Response block = TestKeys.using(TestKeys.admin())
                .contentType("application/json")
                .body(Map.of(
                        "keyId",
                        leaked.id(),
                        "until",
                        Instant.now().plus(Duration.ofHours(1)).toString(),
                        "reason",
                        "leaked"))
                .post("/v1/blocks");
        Response lift = TestKeys.using(TestKeys.admin())
                .contentType("application/json")
                .body(Map.of("reason", "a mistake"))
                .post("/v1/blocks/" + block.jsonPath().getString("id") + "/lift");
        Response read = TestKeys.using(key).get("/v1/bookings");
        Response search = TestKeys.using(key).post("/fhir/R4/Appointment/_search");

        write.then().statusCode(503).body("code", equalTo("audit-behind"));
        own.then().statusCode(503).body("code", equalTo("audit-behind"));
        fhir.then()
                .statusCode(503)
                .contentType(FHIR_JSON)
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].details.coding[0].code", equalTo("audit-behind"));
        bundle.then()
                .statusCode(200)
                .body("entry[0].response.status", equalTo("200 OK"))
                .body("entry[1].response.status", equalTo("503 Service Unavailable"));
        read.then().statusCode(200);
        taken.then().statusCode(200).body("status", equalTo("disabled"));
        block.then().statusCode(201);
        lift.then().statusCode(503).body("code", equalTo("audit-behind"));
        search.then().statusCode(200);
        assertThat(attempts()).as("what came to the service").isEqualTo(attempts);

        GatedKafkaResource.kafka().open();
        shut = false;
        await().atMost(PATIENCE)
                .until(() -> TestKeys.using(key).post("/v1/bookings").statusCode() == 200);
        assertStandInTheTrail(List.of(write, own, fhir, lift), List.of(read, search, bundle, taken, block), bundle);
    }

    private static void assertStandInTheTrail(List<Response> refused, List<Response> done, Response bundle) {
        String refusedPart = id(bundle) + ".1";
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, AuditEvent> entries = TrailReader.entries(entry -> entry.requestId() != null).stream()
                    .collect(Collectors.toMap(AuditEvent::requestId, Function.identity()));
            assertThat(refused)
                    .extracting(answer -> entries.get(id(answer)))
                    .allSatisfy(entry -> assertThat(entry.code()).isEqualTo("audit-behind"));
            assertThat(done)
                    .extracting(answer -> entries.get(id(answer)))
                    .allSatisfy(entry -> assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED));
            assertThat(entries.get(refusedPart).code()).isEqualTo("audit-behind");
        });
    }

    private static String id(Response answer) {
        return answer.header("X-Request-Id");
    }

    /** Asked of the service itself, not through the gateway. */
    private static int attempts() {
        String service = ConfigProvider.getConfig().getValue("visita.gateway.routes.booking", String.class);
        return RestAssured.get(service + "/counters").jsonPath().getInt("attempts");
    }
}
