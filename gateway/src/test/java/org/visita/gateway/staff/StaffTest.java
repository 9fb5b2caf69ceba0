package org.visita.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class StaffTest extends GatewayTest {

    private static final String PATH = "/v1/bookings";

    @Test
    void a_service_is_told_who_it_is_by_an_id_that_names_nobody() {
        String subject = UUID.randomUUID().toString();

        JsonObject seen = seenByTheService(StaffIssuer.token(claims -> claims.setSubject(subject)));

        assertThat(seen.getString("actor")).isEqualTo("staff:" + subject);
        assertThat(seen.getString("clinic")).isEqualTo("clinic-one");
        assertThat(seen.getString("scope"))
                .isEqualTo("bookings:read bookings:write catalog:read patients:read patients:write slots:read");
        assertThat(seen.getString("iss")).isEqualTo("visita-gateway");
        assertThat(seen.containsKey("practitioner")).isFalse();
        assertThat(seen.containsKey("preferred_username")).isFalse();
    }

    @Test
    void a_subject_that_may_be_a_name_goes_no_further() {
        String actor = seenByTheService(StaffIssuer.token(claims -> claims.setSubject("jo@clinic.example")))
                .getString("actor");

        assertThat(actor).matches("staff:[0-9a-f-]{36}");
        assertThat(seenByTheService(StaffIssuer.token(claims -> claims.setSubject("jo@clinic.example")))
                        .getString("actor"))
                .isEqualTo(actor);
    }

    @ParameterizedTest
    @CsvSource({
        "administrator, 200, 200, 404",
        "front-desk, 200, 403, 403",
        "operator, 403, 200, 404",
        "nothing-known, 403, 403, 403",
    })
    void a_role_brings_its_scopes(String role, int bookings, int audit, int keys) {
        String token = StaffIssuer.token(claims -> roles(claims, role));

        TestKeys.using(token).get(PATH).then().statusCode(bookings);
        TestKeys.using(token).get("/v1/audit").then().statusCode(audit);
        TestKeys.using(token).get("/v1/keys/nobody000000").then().statusCode(keys);
    }

    @Test
    void a_clinician_is_bound_to_its_own_calendar() {
        JsonObject seen = seenByTheService(StaffIssuer.token(claims -> {
            roles(claims, "clinician");
            claims.setClaim("practitioner", "dr-grey");
        }));

        assertThat(seen.getJsonArray("practitioner")).isEqualTo(JsonArray.of("dr-grey"));
        assertThat(seen.getString("scope")).isEqualTo("bookings:read bookings:write catalog:read slots:read");
    }

    @Test
    void a_clinician_without_a_calendar_has_nothing_to_see() {
        TestKeys.using(StaffIssuer.token(claims -> roles(claims, "clinician")))
                .get(PATH)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void without_a_clinic_nothing_opens() {
        TestKeys.using(StaffIssuer.token(claims -> claims.unsetClaim("clinic")))
                .get(PATH)
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
        for (Object clinics : List.of(
                List.of("clinic-one", "clinic-two"),
                List.of("clinic-one", "clinic two"),
                List.of("clinic-one", true))) {
            TestKeys.using(StaffIssuer.token(claims -> claims.setClaim("clinic", clinics)))
                    .get(PATH)
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void a_token_that_is_not_for_us_or_not_right_opens_nothing() {
        String right = StaffIssuer.token(claims -> {});
        for (String token : List.of(
                StaffIssuer.forged(),
                StaffIssuer.token(claims -> claims.setAudience("another-api")),
                StaffIssuer.token(claims -> claims.setIssuer("https://another.example")),
                StaffIssuer.token(claims -> claims.setExpirationTime(inSeconds(-60))),
                StaffIssuer.token(claims -> claims.setNotBefore(inSeconds(120))),
                StaffIssuer.token(claims -> claims.unsetClaim("exp")),
                StaffIssuer.token(claims -> claims.unsetClaim("sub")),
                right.substring(0, right.length() - 4) + "AAAA",
                right.substring(0, right.lastIndexOf('.') + 1))) {
            TestKeys.using(token).get(PATH).then().statusCode(401).body("code", equalTo("unauthenticated"));
        }
        TestKeys.using(right).get(PATH).then().statusCode(200);
        TestKeys.using(right).header("X-API-Key", "x").get(PATH).then().statusCode(400);
    }

    @Test
    void a_token_ends_when_it_says_though_it_was_right_before() {
        String token = StaffIssuer.token(claims -> claims.setExpirationTime(inSeconds(2)));

        TestKeys.using(token).get(PATH).then().statusCode(200);
        await().atMost(Duration.ofSeconds(6))
                .until(() -> TestKeys.using(token).get(PATH).statusCode() == 401);
    }

    @Test
    void all_tokens_of_a_person_share_one_limit() {
        String subject = UUID.randomUUID().toString();
        String first = StaffIssuer.token(claims -> claims.setSubject(subject));
        String second = StaffIssuer.token(claims -> {
            claims.setSubject(subject);
            claims.setJwtId("second");
        });

        String before = TestKeys.using(first).get(PATH).header("RateLimit-Policy");
        assertThat(before).isEqualTo("\"sec\";q=20;w=1, \"min\";q=600;w=60");
        List<Integer> statuses = java.util.stream.IntStream.range(0, 60)
                .mapToObj(i ->
                        TestKeys.using(i % 2 == 0 ? first : second).get(PATH).statusCode())
                .toList();
        assertThat(statuses).contains(429);
    }

    @Test
    void a_key_path_named_staff_is_not_another_hall() {
        TestKeys.using(TestKeys.admin()).get("/v1/keys/staff").then().statusCode(404);
    }

    @Test
    void while_the_issuer_is_away_keys_and_those_who_have_signed_in_go_on() {
        TestKey key = TestKeys.with("bookings:read");
        String known = StaffIssuer.token(claims -> {});
        TestKeys.using(known).get(PATH).then().statusCode(200);

        StaffIssuer.goAway();
        try {
            TestKeys.using(key).get(PATH).then().statusCode(200);
            TestKeys.using(known).get(PATH).then().statusCode(200);
            // Not seen before, but signed with a key that was.
            TestKeys.using(StaffIssuer.token(claims -> {})).get(PATH).then().statusCode(200);
        } finally {
            StaffIssuer.comeBack();
        }
    }

    @Test
    void while_the_issuer_is_away_a_forged_token_stops_nobody_and_is_counted() {
        TestKeys.using(StaffIssuer.token(claims -> {})).get(PATH).then().statusCode(200);

        StaffIssuer.goAway();
        try {
            // The issuer is asked for keys that nobody has met every ten seconds at most.
            Response refused = await().atMost(Duration.ofSeconds(15))
                    .until(
                            () -> TestKeys.using(StaffIssuer.stranger()).get(PATH),
                            answer -> answer.statusCode() == 503);

            assertThat(refused.header("RateLimit")).contains("failures");
            TestKeys.using(StaffIssuer.token(claims -> {})).get(PATH).then().statusCode(200);
        } finally {
            StaffIssuer.comeBack();
        }
    }

    @Test
    void a_new_key_of_the_issuer_is_fetched_when_it_is_met() {
        TestKeys.using(StaffIssuer.token(claims -> {})).get(PATH).then().statusCode(200);

        StaffIssuer.rotate();

        String token = StaffIssuer.token(claims -> {});
        // The keys are fetched anew every ten seconds at most, whatever is shown.
        await().atMost(Duration.ofSeconds(15))
                .until(() -> TestKeys.using(token).get(PATH).statusCode() == 200);
    }

    private static void roles(JwtClaims claims, String... roles) {
        claims.setClaim("realm_access", Map.of("roles", List.of(roles)));
    }

    private static NumericDate inSeconds(long seconds) {
        NumericDate date = NumericDate.now();
        date.addSeconds(seconds);
        return date;
    }

    private static JsonObject seenByTheService(String token) {
        Response answer = TestKeys.using(token).get(PATH);
        answer.then().statusCode(200);
        String internal = answer.jsonPath().getString("headers.authorization").substring("Bearer ".length());
        return new JsonObject(
                new String(Base64.getUrlDecoder().decode(internal.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
