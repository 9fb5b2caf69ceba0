package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.visita.gateway.TestKeys.admin;
import static org.visita.gateway.TestKeys.create;
import static org.visita.gateway.TestKeys.disable;
import static org.visita.gateway.TestKeys.enable;
import static org.visita.gateway.TestKeys.using;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class KeyLifecycleTest extends GatewayTest {

    @Test
    void a_key_works_as_soon_as_it_is_answered_and_is_shown_only_once() {
        Response created = create(
                admin(),
                Map.of(
                        "label", "front desk",
                        "scopes", List.of("bookings:read"),
                        "limits", Map.of("perSecond", 7, "perMinute", 70)));

        created.then()
                .statusCode(201)
                .body("label", equalTo("front desk"))
                .body("clinicId", equalTo(TestKeys.CLINIC))
                .body("status", equalTo("active"))
                .body("version", equalTo(1))
                .body("limits.perSecond", equalTo(7))
                .body("limits.perMinute", equalTo(70))
                .body("scopes", equalTo(List.of("bookings:read")))
                .header("ETag", equalTo("\"1\""));
        String id = created.jsonPath().getString("id");
        assertThat(created.header("Location")).endsWith("/v1/keys/" + id);
        assertThat(ApiKey.parse(created.jsonPath().getString("key"))
                        .orElseThrow()
                        .id())
                .isEqualTo(id);
        using(created.jsonPath().getString("key"))
                .get("/v1/bookings")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"sec\";q=7;w=1, \"min\";q=70;w=60"));

        using(admin()).get("/v1/keys/" + id).then().statusCode(200).body("key", nullValue());
    }

    @Test
    void a_disabled_key_is_refused_at_once_and_an_enabled_one_opens_again() {
        TestKey key = TestKeys.with("bookings:read");

        disable(key).then().statusCode(200).body("status", equalTo("disabled")).body("version", equalTo(2));
        using(key).get("/v1/bookings").then().statusCode(401).body("code", equalTo("unauthenticated"));

        disable(key).then().statusCode(200).body("version", equalTo(2));
        enable(key).then().statusCode(200).body("status", equalTo("active")).body("version", equalTo(3));
        using(key).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void a_change_of_a_version_that_is_gone_is_refused() {
        TestKey key = TestKeys.with("bookings:read");

        using(admin())
                .header("If-Match", "\"9\"")
                .post("/v1/keys/" + key.id() + "/disable")
                .then()
                .statusCode(412)
                .body("code", equalTo("stale-version"));
        using(key).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void the_list_has_every_key_once_page_by_page() {
        TestKey manager = TestKeys.in("clinic-of-the-list", "keys:read", "keys:write", "bookings:read");
        for (int i = 0; i < 3; i++) {
            create(manager.text(), Map.of("label", "key " + i, "scopes", List.of("bookings:read")))
                    .then()
                    .statusCode(201);
        }

        Response first = using(manager).queryParam("limit", 3).get("/v1/keys");
        first.then().statusCode(200).body("items.size()", equalTo(3)).body("items.id", hasItem(manager.id()));
        assertThat(first.header("Link")).contains("rel=\"next\"");
        using(manager)
                .queryParam("limit", 3)
                .queryParam("cursor", first.jsonPath().getString("next"))
                .get("/v1/keys")
                .then()
                .statusCode(200)
                .body("items.label", equalTo(List.of("key 2")))
                .body("next", nullValue());
        using(manager).queryParam("cursor", "!").get("/v1/keys").then().statusCode(400);
    }

    @Test
    void the_bootstrap_key_has_every_scope() {
        ApiKey bootstrap = ApiKey.parse(admin()).orElseThrow();

        using(admin())
                .get("/v1/keys/" + bootstrap.id())
                .then()
                .statusCode(200)
                .body("label", equalTo("bootstrap"))
                .body("scopes", equalTo(Scope.allCodes()));
    }
}
