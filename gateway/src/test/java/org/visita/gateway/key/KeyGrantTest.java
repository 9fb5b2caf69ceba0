package org.visita.gateway.key;

import static org.hamcrest.Matchers.equalTo;
import static org.visita.gateway.TestKeys.admin;
import static org.visita.gateway.TestKeys.create;
import static org.visita.gateway.TestKeys.using;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class KeyGrantTest extends GatewayTest {

    @Test
    void a_key_passes_on_only_what_it_has() {
        TestKey manager = TestKeys.with("keys:write", "bookings:read");

        create(manager.text(), Map.of("label", "less", "scopes", List.of("bookings:read")))
                .then()
                .statusCode(201);
        create(manager.text(), Map.of("label", "more", "scopes", List.of("bookings:read", "patients:read")))
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        create(manager.text(), Map.of("label", "all", "scopes", List.of("platform:operate")))
                .then()
                .statusCode(403);
    }

    @Test
    void only_an_operator_makes_keys_for_another_clinic() {
        TestKey manager = TestKeys.with("keys:write", "bookings:read");
        Map<String, Object> request =
                Map.of("label", "there", "scopes", List.of("bookings:read"), "clinicId", TestKeys.OTHER_CLINIC);

        create(manager.text(), request).then().statusCode(403).body("code", equalTo("forbidden"));
        create(admin(), request).then().statusCode(201).body("clinicId", equalTo(TestKeys.OTHER_CLINIC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                             | /label",
                "{\"label\": \" \", \"scopes\": [\"slots:read\"]}                     | /label",
                "{\"label\": \"a\"}                                                 | /scopes",
                "{\"label\": \"a\", \"scopes\": []}                                   | /scopes",
                "{\"label\": \"a\", \"scopes\": [\"everything:all\"]}                 | /scopes/0",
                "{\"label\": \"a\", \"scopes\": [\"patients:identify\"]}              | /scopes/0",
                "{\"label\": \"a\", \"scopes\": [\"slots:read\", \"slots:read\"]}       | /scopes/1",
                "{\"label\": \"a\", \"scopes\": [\"slots:read\"], \"clinicId\": \"a b\"}  | /clinicId",
                "{\"label\": \"a\", \"scopes\": [\"slots:read\"], \"limits\": {\"perSecond\": 0}}       | /limits/perSecond",
                "{\"label\": \"a\", \"scopes\": [\"slots:read\"], \"limits\": {\"perMinute\": 9999999}} | /limits/perMinute",
                "{\"label\": \"a\", \"scopes\": [\"slots:read\"], \"limits\": {\"perSecond\": \"7\"}}   | /limits/perSecond",
                "{\"label\": \"a\", \"scopes\": [\"slots:read\"], \"expiresAt\": \"2020-01-01T00:00:00Z\"} | /expiresAt",
                "{\"label\": \"a\", \"scopes\": [\"slots:read\", \"audit:read\"], \"limitedTo\": {\"practitioners\": [\"p-1\"]}} | /scopes/1",
                "{\"label\": \"a\", \"scopes\": [\"keys:write\"], \"limitedTo\": {\"locations\": [\"l-1\"]}} | /scopes/0",
                "{\"label\": \"a\", \"scopes\": [\"slots:read\"], \"colour\": \"red\"}   | /colour",
            })
    void names_what_is_wrong_with_a_request(String body, String pointer) {
        using(admin())
                .contentType("application/json")
                .body(body)
                .post("/v1/keys")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest
    @CsvSource({"'', 400", "null, 400", "[], 400", "{, 400"})
    void a_body_that_is_no_request_is_refused(String body, int status) {
        using(admin())
                .contentType("application/json")
                .body(body)
                .post("/v1/keys")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"));
    }
}
