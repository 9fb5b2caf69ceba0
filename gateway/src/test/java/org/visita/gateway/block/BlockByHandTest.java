package org.visita.gateway.block;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class BlockByHandTest extends GatewayTest {

    private final String inAnHour = Instant.now().plus(Duration.ofHours(1)).toString();

    @Test
    void a_person_blocks_a_key_and_lifts_it() {
        TestKey key = TestKeys.with("bookings:read");

        Response created = block(TestKeys.admin(), Map.of("keyId", key.id()));

        created.then()
                .statusCode(201)
                .body("kind", equalTo("key"))
                .body("keyId", equalTo(key.id()))
                .body("clinicId", equalTo(TestKeys.CLINIC))
                .body("active", equalTo(true))
                .body("step", equalTo(0))
                .body("reason", equalTo("under suspicion"));
        assertThat(created.jsonPath().getString("blockedBy")).startsWith("key:");
        TestKeys.using(key).get("/v1/bookings").then().statusCode(429).body("code", equalTo("abnormal-usage-detected"));
        lift(TestKeys.admin(), created.jsonPath().getString("id")).then().statusCode(200);
        TestKeys.using(key).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void a_blocked_address_turns_strangers_away_and_no_good_key() throws IOException {
        TestKey key = TestKeys.with("bookings:read");
        String stranger = RawHttp.get("/v1/bookings", "Host: visita");
        String friend = RawHttp.get("/v1/bookings", "Host: visita", "X-API-Key: " + key.text());

        Response created = block(TestKeys.admin(), Map.of("address", "127.0.0.21"));

        created.then().statusCode(201).body("address", equalTo("127.0.0.21"));
        RawHttp.Answer refused = RawHttp.sendFrom("127.0.0.21", stranger);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_500, 3_600);
        assertThat(RawHttp.sendFrom("127.0.0.21", friend).status()).isEqualTo(200);
        assertThat(RawHttp.sendFrom("127.0.0.22", stranger).status()).isEqualTo(401);
        lift(TestKeys.admin(), created.jsonPath().getString("id")).then().statusCode(200);
        assertThat(RawHttp.sendFrom("127.0.0.21", stranger).status()).isEqualTo(401);
    }

    @Test
    void of_an_ipv6_address_its_network_is_blocked() {
        block(TestKeys.admin(), Map.of("address", "2001:db8:1:2:3:4:5:6"))
                .then()
                .statusCode(201)
                .body("address", equalTo("2001:db8:1:2::/64"));
    }

    @Test
    void the_same_request_twice_is_one_block() {
        TestKey key = TestKeys.with("bookings:read");
        String once = UUID.randomUUID().toString();
        Map<String, String> body = Map.of("keyId", key.id(), "until", inAnHour, "reason", "twice");

        String first =
                post(TestKeys.admin(), "/v1/blocks", body, once).jsonPath().getString("id");

        assertThat(post(TestKeys.admin(), "/v1/blocks", body, once).jsonPath().getString("id"))
                .isEqualTo(first);
    }

    @Test
    void a_clinic_handles_its_own_keys_and_nothing_above() {
        TestKey stranger = TestKeys.in(TestKeys.OTHER_CLINIC, "keys:read", "keys:write", "bookings:read");
        TestKey ours = TestKeys.with("bookings:read");
        String block =
                block(TestKeys.admin(), Map.of("keyId", ours.id())).jsonPath().getString("id");
        TestKey strong = TestKeys.in(TestKeys.OTHER_CLINIC, "patients:read");

        block(stranger.text(), Map.of("keyId", ours.id()))
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"));
        block(stranger.text(), Map.of("address", "127.0.0.30")).then().statusCode(403);
        block(stranger.text(), Map.of("keyId", strong.id())).then().statusCode(403);
        block(stranger.text(), Map.of("keyId", stranger.id())).then().statusCode(403);
        lift(stranger.text(), block).then().statusCode(404);
        TestKeys.using(stranger).get("/v1/blocks/" + block).then().statusCode(404);
        TestKeys.using(stranger).get("/v1/blocks?kind=address").then().statusCode(403);
        TestKeys.using(stranger)
                .get("/v1/blocks?clinicId=" + TestKeys.CLINIC)
                .then()
                .statusCode(403);
        assertThat(TestKeys.using(stranger).get("/v1/blocks").jsonPath().getList("items.clinicId", String.class))
                .allMatch(TestKeys.OTHER_CLINIC::equals);
    }

    @Test
    void what_an_operator_imposed_only_an_operator_lifts_or_replaces() {
        String clinic = "clinic-of-the-operators-blocks";
        TestKey manager = TestKeys.in(clinic, "keys:read", "keys:write", "bookings:read");
        TestKey bad = TestKeys.in(clinic, "bookings:read");
        String block =
                block(TestKeys.admin(), Map.of("keyId", bad.id())).jsonPath().getString("id");

        lift(manager.text(), block).then().statusCode(403);
        block(manager.text(), Map.of("keyId", bad.id())).then().statusCode(403);
        TestKeys.using(manager).get("/v1/blocks/" + block).then().body("active", equalTo(true));
        lift(TestKeys.admin(), block).then().statusCode(200);
        String own = block(manager.text(), Map.of("keyId", bad.id())).jsonPath().getString("id");
        lift(manager.text(), own).then().statusCode(200);
    }

    @Test
    void who_may_not_open_a_key_does_not_lift_its_block() {
        String clinic = "clinic-of-the-strong-keys";
        TestKey strong = TestKeys.in(clinic, "keys:read", "keys:write", "patients:read", "bookings:read");
        TestKey weak = TestKeys.in(clinic, "keys:read", "keys:write", "bookings:read");
        TestKey reader = TestKeys.in(clinic, "patients:read");
        String block =
                block(strong.text(), Map.of("keyId", reader.id())).jsonPath().getString("id");

        lift(weak.text(), block).then().statusCode(403);
        lift(strong.text(), block).then().statusCode(200);
    }

    @Test
    void a_block_that_is_replaced_is_over() {
        TestKey key = TestKeys.with("bookings:read");
        String first =
                block(TestKeys.admin(), Map.of("keyId", key.id())).jsonPath().getString("id");

        String second =
                block(TestKeys.admin(), Map.of("keyId", key.id())).jsonPath().getString("id");

        TestKeys.using(TestKeys.admin())
                .get("/v1/blocks/" + first)
                .then()
                .body("active", equalTo(false))
                .body("liftReason", equalTo("Replaced by block " + second));
        TestKeys.using(key).get("/v1/bookings").then().statusCode(429);
        lift(TestKeys.admin(), first).then().statusCode(200);
        TestKeys.using(key).get("/v1/bookings").then().statusCode(429);
        lift(TestKeys.admin(), second).then().statusCode(200);
        TestKeys.using(key).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void from_a_blocked_address_no_token_is_checked_that_was_not_found_right_before() throws IOException {
        TestKey key = TestKeys.with("bookings:read");
        String token = given().formParam("grant_type", "client_credentials")
                .formParam("client_id", key.id())
                .formParam("client_secret", key.text())
                .post("/oauth2/token")
                .jsonPath()
                .getString("access_token");
        String request = RawHttp.get("/v1/bookings", "Host: visita", "Authorization: Bearer " + token);
        String block = block(TestKeys.admin(), Map.of("address", "127.0.0.23"))
                .jsonPath()
                .getString("id");

        assertThat(RawHttp.sendFrom("127.0.0.23", request).status()).isEqualTo(429);
        assertThat(RawHttp.sendFrom("127.0.0.24", request).status()).isEqualTo(200);
        assertThat(RawHttp.sendFrom("127.0.0.23", request).status()).isEqualTo(200);
        lift(TestKeys.admin(), block).then().statusCode(200);
    }

    @Test
    void the_list_has_every_block_once_page_by_page_and_the_newest_first() {
        String clinic = "clinic-of-the-blocks";
        TestKey manager = TestKeys.in(clinic, "keys:read", "keys:write", "bookings:read");
        for (int i = 0; i < 3; i++) {
            TestKey key = TestKeys.in(clinic, "bookings:read");
            post(manager.text(), "/v1/blocks", body(Map.of("keyId", key.id(), "reason", "block " + i)), null)
                    .then()
                    .statusCode(201);
        }

        Response first = TestKeys.using(manager).get("/v1/blocks?limit=2&active=true");

        assertThat(first.jsonPath().getList("items.reason")).isEqualTo(List.of("block 2", "block 1"));
        assertThat(TestKeys.using(manager)
                        .queryParam("limit", 2)
                        .queryParam("cursor", first.jsonPath().getString("next"))
                        .get("/v1/blocks")
                        .jsonPath()
                        .getList("items.reason"))
                .isEqualTo(List.of("block 0"));
        assertThat(TestKeys.using(manager)
                        .get("/v1/blocks?active=false")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/until, until, 2020-01-01T00:00:00Z",
        "/until, until, 2222-01-01T00:00:00Z",
        "/reason, reason, ' '",
        "/address, address, 1.2.3",
        "/address, address, fe80::1%eth0",
        "/address, address, 10.0.0.0/8"
    })
    void what_makes_no_sense_is_refused(String pointer, String field, String value) {
        Map<String, String> request = body(Map.of("address", "127.0.0.40"));
        request.put(field, value);

        post(TestKeys.admin(), "/v1/blocks", request, null)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void a_block_names_one_thing_and_a_lift_its_reason() {
        post(TestKeys.admin(), "/v1/blocks", body(Map.of()), null).then().statusCode(400);
        post(TestKeys.admin(), "/v1/blocks", body(Map.of("keyId", "a", "address", "b")), null)
                .then()
                .statusCode(400);
        post(TestKeys.admin(), "/v1/blocks/" + UUID.randomUUID() + "/lift", Map.of(), null)
                .then()
                .statusCode(400);
        TestKeys.using(TestKeys.admin()).get("/v1/blocks?active=maybe").then().statusCode(400);
        TestKeys.using(TestKeys.admin()).get("/v1/blocks?kind=person").then().statusCode(400);
    }

    private Response block(String key, Map<String, String> what) {
        return post(key, "/v1/blocks", body(what), null);
    }

    private Map<String, String> body(Map<String, String> some) {
        Map<String, String> body = new HashMap<>(Map.of("until", inAnHour, "reason", "under suspicion"));
        body.putAll(some);
        return body;
    }

    private static Response lift(String key, String block) {
        return post(key, "/v1/blocks/" + block + "/lift", Map.of("reason", "a mistake"), null);
    }

    private static Response post(String key, String path, Map<String, String> body, String once) {
        var request = TestKeys.using(key).contentType("application/json").body(body);
        return (once == null ? request : request.header("Idempotency-Key", once)).post(path);
    }
}
