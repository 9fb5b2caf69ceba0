package org.visita.gateway.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.key.ApiKey;
import org.visita.kit.testing.Tokens;

@QuarkusTest
class AuthenticationTest extends GatewayTest {

    private static final String PATH = "/v1/bookings";

    @Test
    void a_key_opens_in_either_header() {
        TestKey key = TestKeys.with("bookings:read");

        given().header("X-API-Key", key.text()).get(PATH).then().statusCode(200);
        given().header("Authorization", "Bearer " + key.text()).get(PATH).then().statusCode(200);
        given().header("Authorization", "bearer " + key.text()).get(PATH).then().statusCode(200);
    }

    @Test
    void whatever_is_wrong_with_a_key_the_answer_is_the_same() {
        TestKey disabled = TestKeys.with("bookings:read");
        TestKeys.disable(disabled);
        ApiKey known = ApiKey.parse(TestKeys.with("bookings:read").text()).orElseThrow();
        ApiKey guessed = new ApiKey(
                known.kind(), known.id(), ApiKey.random(ApiKey.Kind.LIVE).secret());
        List<RequestSpecification> requests = List.of(
                given(),
                given().header("Authorization", "Bearer"),
                given().header("Authorization", "Bearer garbage"),
                given().header("Authorization", "Basic " + known.text()),
                given().header("X-API-Key", known.text().substring(1)),
                TestKeys.using(ApiKey.random(ApiKey.Kind.LIVE).text()),
                TestKeys.using(guessed.text()),
                TestKeys.using(disabled),
                TestKeys.using(Tokens.with("bookings:read")));

        List<String> answers = new ArrayList<>();
        for (RequestSpecification request : requests) {
            Response answer = request.get(PATH);
            answer.then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", equalTo("Bearer"))
                    .body("code", equalTo("unauthenticated"))
                    .body("type", containsString("unauthenticated"))
                    .body("instance", equalTo(PATH))
                    .body("traceId", matchesPattern("[0-9a-f]{32}"));
            answers.add(answer.jsonPath().getString("detail"));
        }
        assertThat(answers).containsOnly(answers.getFirst());
    }

    @Test
    void a_key_ends_when_it_expires() {
        TestKey key = TestKeys.make(Map.of(
                "label",
                "short",
                "scopes",
                List.of("bookings:read"),
                "expiresAt",
                OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(2).toString()));

        TestKeys.using(key).get(PATH).then().statusCode(200);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> TestKeys.using(key).get(PATH).statusCode() == 401);
    }

    @Test
    void two_credentials_are_one_too_many() {
        TestKey key = TestKeys.with("bookings:read");

        TestKeys.using(key)
                .header("X-API-Key", key.text())
                .get(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"));
        given().header("X-API-Key", key.text(), key.text()).get(PATH).then().statusCode(400);
    }

    @Test
    void a_key_in_the_address_is_refused_even_beside_a_good_one() {
        TestKey key = TestKeys.with("bookings:read");

        for (String name : new String[] {"api_key", "apikey", "access_token", "page"}) {
            TestKeys.using(key)
                    .queryParam(name, key.text())
                    .get(PATH)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-request"));
        }
    }

    @Test
    void below_fhir_the_refusal_is_an_operation_outcome() {
        given().get("/fhir/R4/Appointment")
                .then()
                .statusCode(401)
                .contentType("application/fhir+json")
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].code", equalTo("login"))
                .body("issue[0].details.coding[0].code", equalTo("unauthenticated"));
    }

    @Test
    void every_answer_carries_what_keeps_browsers_and_caches_away() {
        for (Response answer : List.of(
                given().get(PATH),
                TestKeys.using(TestKeys.admin()).get(PATH),
                TestKeys.using(TestKeys.admin()).get("/v1/keys"))) {
            answer.then()
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header("Cache-Control", equalTo("no-store"))
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
            assertThat(answer.header("Server")).isNull();
        }
    }
}
