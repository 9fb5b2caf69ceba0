package org.visita.gateway.key;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.visita.gateway.TestKeys.admin;
import static org.visita.gateway.TestKeys.using;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class KeyChangeTest extends GatewayTest {

    @Test
    void everything_can_be_changed_and_holds_at_once() throws Exception {
        TestKey key = TestKeys.with("bookings:read");
        Map<String, Object> jwk = PublicJwkTest.ec("secp256r1", "P-256", 32);

        change(
                        admin(),
                        key,
                        1,
                        Map.of(
                                "label", " back office ",
                                "owner", "Ms. Weber, accounts",
                                "scopes", List.of("slots:read"),
                                "limits", Map.of("perSecond", 3, "perMinute", 30),
                                "networks", List.of("127.0.0.9/8", "::1"),
                                "origins", List.of("https://Office.example"),
                                "limitedTo", Map.of("practitioners", List.of("p-1", "p-2")),
                                "jwks", Map.of("keys", List.of(jwk)),
                                "expiresAt", "2035-01-01T00:00:00+01:00"))
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("key", nullValue())
                .body("label", equalTo("back office"))
                .body("owner", equalTo("Ms. Weber, accounts"))
                .body("scopes", equalTo(List.of("slots:read")))
                .body("limits.perSecond", equalTo(3))
                .body("networks", equalTo(List.of("127.0.0.0/8", "::1/128")))
                .body("origins", equalTo(List.of("https://office.example")))
                .body("limitedTo.practitioners", equalTo(List.of("p-1", "p-2")))
                .body("limitedTo.locations", equalTo(List.of()))
                .body("jwks.keys[0]", equalTo(jwk))
                .body("expiresAt", equalTo("2034-12-31T23:00:00Z"));

        using(key).get("/v1/bookings").then().statusCode(403);
        using(key)
                .get("/v1/slots")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"sec\";q=3;w=1, \"min\";q=30;w=60"));
    }

    @Test
    void a_key_opens_only_to_the_addresses_that_it_names() {
        TestKey key = TestKeys.with("slots:read");

        change(admin(), key, 1, with(Map.of("networks", List.of("10.0.0.0/8"))))
                .then()
                .statusCode(200);
        using(key).get("/v1/slots").then().statusCode(401).body("code", equalTo("unauthenticated"));
        change(admin(), key, 2, with(Map.of("networks", List.of("127.0.0.1"))))
                .then()
                .statusCode(200);
        using(key).get("/v1/slots").then().statusCode(200);
    }

    @Test
    void what_is_left_out_is_as_in_a_new_key() {
        TestKey key = TestKeys.make(
                with(Map.of("owner", "a", "networks", List.of("127.0.0.1"), "limits", Map.of("perSecond", 3))));

        change(admin(), key, 1, with(Map.of()))
                .then()
                .statusCode(200)
                .body("owner", nullValue())
                .body("networks", equalTo(List.of()))
                .body("limits.perSecond", equalTo(50));
    }

    @Test
    void a_change_says_which_version_it_has_seen() {
        TestKey key = TestKeys.with("slots:read");

        using(admin())
                .contentType("application/json")
                .body(with(Map.of()))
                .put("/v1/keys/" + key.id())
                .then()
                .statusCode(428)
                .body("code", equalTo("precondition-required"));
        change(admin(), key, 7, with(Map.of())).then().statusCode(412).body("code", equalTo("stale-version"));
        change(admin(), key, 1, with(Map.of("label", "test")))
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
    }

    @Test
    void what_nobody_may_give_at_creation_nobody_gives_by_a_change() {
        TestKey manager = TestKeys.make(Map.of(
                "label", "m",
                "scopes", List.of("keys:write", "slots:read"),
                "limits", Map.of("perSecond", 40, "perMinute", 400),
                "networks", List.of("127.0.0.0/8"),
                "expiresAt", "2035-01-01T00:00:00Z"));
        Map<String, Object> own = with(Map.of("limitedTo", Map.of("practitioners", List.of("p-1"))));
        TestKey made =
                new TestKey(TestKeys.create(manager.text(), own).jsonPath().getString("id"), null);

        for (Map<String, ?> more : List.<Map<String, ?>>of(
                Map.of("scopes", List.of("patients:read")),
                Map.of("limits", Map.of("perSecond", 41)),
                Map.of("limits", Map.of("perMinute", 401)),
                Map.of("networks", List.of("0.0.0.0/0")),
                Map.of("networks", List.of("127.0.0.1", "10.0.0.1")),
                Map.of("expiresAt", "2035-01-01T00:00:01Z"))) {
            change(manager.text(), made, 1, with(more)).then().statusCode(403).body("code", equalTo("forbidden"));
            TestKeys.create(manager.text(), with(more)).then().statusCode(403);
        }
        change(manager.text(), made, 1, with(Map.of()))
                .then()
                .statusCode(200)
                .body("limits.perSecond", equalTo(40))
                .body("networks", equalTo(List.of("127.0.0.0/8")))
                .body("limitedTo.practitioners", equalTo(List.of()))
                .body("expiresAt", equalTo("2035-01-01T00:00:00Z"));
        TestKey other = TestKeys.with("slots:read", "patients:read");
        change(manager.text(), other, 1, with(Map.of())).then().statusCode(403);
        using(manager).post("/v1/keys/" + other.id() + "/disable").then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"owner\": \"\"} | /owner",
                "{\"networks\": [\"10.0.0.0/8\", \"nowhere\"]} | /networks/1",
                "{\"networks\": [\"10.0.0.0/8\", \"10.1.1.1/8\"]} | /networks/1",
                "{\"networks\": [null]} | /networks/0",
                "{\"origins\": [\"https://a.example/\"]} | /origins/0",
                "{\"limitedTo\": {\"practitioners\": [\"a b\"]}} | /limitedTo/practitioners/0",
                "{\"limitedTo\": {\"rooms\": []}} | /limitedTo/rooms",
                "{\"jwks\": {\"keys\": [{\"kty\": \"oct\", \"k\": \"AAAA\"}]}} | /jwks/keys/0",
                "{\"clinicId\": \"clinic-two\"} | /clinicId",
                "{\"expiresAt\": \"2020-01-01T00:00:00Z\"} | /expiresAt",
            })
    void names_what_is_wrong(String more, String pointer) {
        TestKey key = TestKeys.with("slots:read");

        using(admin())
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body("{\"label\": \"a\", \"scopes\": [\"slots:read\"], "
                        + more.strip().substring(1))
                .put("/v1/keys/" + key.id())
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void no_key_is_limited_that_has_a_scope_which_the_limit_would_not_bound() {
        TestKey key = TestKeys.with("slots:read", "sync:read");

        change(
                        admin(),
                        key,
                        1,
                        Map.of(
                                "label", "test",
                                "scopes", List.of("slots:read", "sync:read"),
                                "limitedTo", Map.of("practitioners", List.of("p-1"))))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("errors.pointer", equalTo(List.of("/scopes/1")));
    }

    @Test
    void lists_have_an_end() {
        List<String> many = java.util.stream.IntStream.range(0, 33)
                .mapToObj(i -> "10.0.0." + i)
                .toList();

        TestKeys.create(admin(), with(Map.of("networks", many.subList(0, 32))))
                .then()
                .statusCode(201);
        TestKeys.create(admin(), with(Map.of("networks", many)))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/networks"));
    }

    private static Map<String, Object> with(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of("label", "test", "scopes", List.of("slots:read")));
        all.putAll(more);
        return all;
    }

    private static Response change(String by, TestKey key, int version, Map<String, ?> change) {
        return using(by)
                .contentType("application/json")
                .header("If-Match", "\"" + version + "\"")
                .body(change)
                .put("/v1/keys/" + key.id());
    }
}
