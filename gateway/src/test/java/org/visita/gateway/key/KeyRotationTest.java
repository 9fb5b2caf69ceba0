package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.visita.gateway.TestKeys.admin;
import static org.visita.gateway.TestKeys.using;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class KeyRotationTest extends GatewayTest {

    @Test
    void both_secrets_open_and_the_key_stays_the_same() {
        TestKey before = TestKeys.limited(40, 400, "bookings:read");

        Response answer = rotate(admin(), before, "{}");

        answer.then()
                .statusCode(200)
                .body("id", equalTo(before.id()))
                .body("version", equalTo(2))
                .body("status", equalTo("expiring"))
                .body("limits.perSecond", equalTo(40))
                .header("ETag", equalTo("\"2\""));
        Instant until = Instant.parse(answer.jsonPath().getString("previousUntil"));
        assertThat(until).isBetween(in(Duration.ofHours(23)), in(Duration.ofHours(24)));
        assertThat(opens(before.text())).isTrue();
        assertThat(opens(answer.jsonPath().getString("key"))).isTrue();
        using(admin()).get("/v1/keys/" + before.id()).then().body("key", nullValue());
    }

    @Test
    void a_second_rotation_ends_the_oldest_secret_at_once() {
        TestKey first = TestKeys.with("bookings:read");
        String second =
                rotate(admin(), first, "{\"overlap\": \"P7D\"}").jsonPath().getString("key");
        String third =
                rotate(admin(), first, "{\"overlap\": \"PT1H\"}").jsonPath().getString("key");

        assertThat(opens(first.text())).isFalse();
        assertThat(opens(second)).isTrue();
        assertThat(opens(third)).isTrue();
    }

    @Test
    void without_an_overlap_the_old_secret_ends_at_once() {
        TestKey before = TestKeys.with("bookings:read");

        Response answer = rotate(admin(), before, "{\"overlap\": \"PT0S\"}");

        answer.then().body("status", equalTo("active")).body("previousUntil", nullValue());
        assertThat(opens(before.text())).isFalse();
        assertThat(opens(answer.jsonPath().getString("key"))).isTrue();
    }

    @Test
    void a_request_without_a_body_is_for_the_usual_overlap() {
        TestKey before = TestKeys.with("bookings:read");

        using(admin())
                .post("/v1/keys/" + before.id() + "/rotate")
                .then()
                .statusCode(200)
                .body("previousUntil", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "P7DT1S", "a day", "", "PT99999999999H", "1"})
    void refuses_an_overlap_that_is_none(String overlap) {
        TestKey key = TestKeys.with("bookings:read");

        using(admin())
                .contentType("application/json")
                .body(Map.of("overlap", overlap))
                .post("/v1/keys/" + key.id() + "/rotate")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/overlap"));
    }

    @Test
    void sent_twice_it_rotates_once_and_shows_the_same_key() {
        TestKey key = TestKeys.with("bookings:read");

        Response first = rotateOnce(key);
        Response second = rotateOnce(key);

        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(opens(key.text())).isTrue();
        assertThat(opens(second.jsonPath().getString("key"))).isTrue();
    }

    @Test
    void nobody_rotates_a_key_that_can_do_more() {
        TestKey manager = TestKeys.limited(40, 400, "keys:write", "bookings:read");
        TestKey more = TestKeys.limited(41, 400, "bookings:read");
        TestKey equal = TestKeys.limited(40, 400, "bookings:read");

        rotate(manager.text(), more, "{}").then().statusCode(403).body("code", equalTo("forbidden"));
        rotate(manager.text(), equal, "{}").then().statusCode(200);
    }

    private static Response rotate(String by, TestKey key, String body) {
        return using(by).contentType("application/json").body(body).post("/v1/keys/" + key.id() + "/rotate");
    }

    private static Response rotateOnce(TestKey key) {
        return using(admin()).header("Idempotency-Key", "rotate " + key.id()).post("/v1/keys/" + key.id() + "/rotate");
    }

    private static boolean opens(String key) {
        return using(key).get("/v1/bookings").statusCode() == 200;
    }

    private static Instant in(Duration duration) {
        return Instant.now().plus(duration);
    }
}
