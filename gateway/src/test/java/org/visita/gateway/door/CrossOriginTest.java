package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class CrossOriginTest extends GatewayTest {

    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @Test
    void a_page_that_a_key_names_may_ask_and_then_read() {
        String origin = "https://app.clinic.example";
        TestKey key = keyFor(origin);

        preflight(origin)
                .statusCode(204)
                .header(ALLOWED, equalTo(origin))
                .header("Access-Control-Allow-Methods", containsString("POST"))
                .header("Access-Control-Allow-Headers", containsString("Idempotency-Key"))
                .header("Access-Control-Max-Age", equalTo("600"))
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Vary", equalTo("Origin"));
        TestKeys.using(key)
                .header("Origin", origin)
                .get("/v1/bookings")
                .then()
                .statusCode(200)
                .header(ALLOWED, equalTo(origin))
                .header("Access-Control-Expose-Headers", containsString("ETag"))
                .header("Vary", equalTo("Origin"));
    }

    @Test
    void a_page_that_no_key_names_may_ask_like_any_other_and_reads_nothing() {
        String elsewhere = "https://elsewhere.example";
        preflight(elsewhere)
                .statusCode(204)
                .header(ALLOWED, equalTo(elsewhere))
                .header("RateLimit", containsString(";r="));

        TestKeys.using(TestKeys.with("bookings:read"))
                .header("Origin", elsewhere)
                .get("/v1/bookings")
                .then()
                .statusCode(200)
                .header(ALLOWED, nullValue());
    }

    @Test
    void a_page_without_an_origin_is_a_caller_without_a_key() {
        preflight("null").statusCode(401).header(ALLOWED, nullValue());
    }

    @Test
    void a_page_reads_with_no_other_key_than_its_own() {
        String origin = "https://own.clinic.example";
        keyFor(origin);

        TestKeys.using(TestKeys.with("bookings:read"))
                .header("Origin", origin)
                .get("/v1/bookings")
                .then()
                .statusCode(200)
                .header(ALLOWED, nullValue())
                .header("Vary", equalTo("Origin"));
    }

    @Test
    void a_refusal_can_be_read_by_the_page_too() {
        String origin = "https://refused.clinic.example";

        TestKeys.using(keyFor(origin))
                .header("Origin", origin)
                .get("/v1/patients")
                .then()
                .statusCode(403)
                .header(ALLOWED, equalTo(origin));
    }

    @Test
    void with_the_last_key_goes_the_page() {
        String origin = "https://gone.clinic.example";
        TestKey key = keyFor(origin);
        assertThat(TestKeys.disable(key).statusCode()).isEqualTo(200);

        TestKeys.using(key)
                .header("Origin", origin)
                .get("/v1/bookings")
                .then()
                .statusCode(401)
                .header(ALLOWED, nullValue());
    }

    private static TestKey keyFor(String origin) {
        return TestKeys.make(Map.of("label", "page", "scopes", List.of("bookings:read"), "origins", List.of(origin)));
    }

    private static ValidatableResponse preflight(String origin) {
        return RestAssured.given()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-api-key, content-type")
                .options("/v1/bookings")
                .then();
    }
}
