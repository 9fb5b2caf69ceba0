package org.visita.gateway.staff;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;

/** What staff may hand out. */
@QuarkusTest
class StaffKeysTest extends GatewayTest {

    @Test
    void an_administrator_makes_keys_for_its_own_clinic_and_for_no_other() {
        String administrator = token("administrator");

        make(administrator, Map.of("label", "partner", "scopes", List.of("bookings:write")))
                .then()
                .statusCode(201)
                .body("clinicId", equalTo("clinic-one"));
        make(administrator, Map.of("label", "x", "scopes", List.of("slots:read"), "clinicId", "clinic-two"))
                .then()
                .statusCode(403);
        make(administrator, Map.of("label", "x", "scopes", List.of("platform:operate")))
                .then()
                .statusCode(403);
    }

    @Test
    void an_operator_hands_out_no_more_than_it_has() {
        make(token("operator"), Map.of("label", "x", "scopes", List.of("bookings:read")))
                .then()
                .statusCode(403);
        make(token("operator"), Map.of("label", "monitoring", "scopes", List.of("sync:read")))
                .then()
                .statusCode(201);
    }

    @Test
    void nobody_gets_out_of_its_own_calendar_by_making_a_key() {
        String both = StaffIssuer.token(claims -> {
            roles(claims, "clinician", "operator");
            claims.setClaim("practitioner", UUID.randomUUID().toString());
        });

        make(both, Map.of("label", "mine", "scopes", List.of("bookings:read")))
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    private static Response make(String token, Map<String, ?> request) {
        return TestKeys.create(token, request);
    }

    private static String token(String role) {
        return StaffIssuer.token(claims -> roles(claims, role));
    }

    private static void roles(JwtClaims claims, String... roles) {
        claims.setClaim("realm_access", Map.of("roles", List.of(roles)));
    }
}
