package org.visita.audit.search;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.kit.testing.Tokens;

/** What every service does when the gateway signs with another key: it fetches the keys, and needs no restart. */
@QuarkusTest
class SigningKeyRotationTest implements Servers {

    @Test
    void a_key_counts_from_the_first_token_after_it_was_published_and_the_last_one_goes_on() {
        expect(200, Tokens.with("audit:read"));
        expect(401, Tokens.byNextKey("audit:read"));

        Tokens.publishNextKey();

        expect(200, Tokens.byNextKey("audit:read"));
        expect(200, Tokens.with("audit:read"));
        expect(401, Tokens.forged(Tokens.CLINIC, "audit:read"));
    }

    private static void expect(int status, String token) {
        given().header("Authorization", "Bearer " + token)
                .get("/v1/audit")
                .then()
                .statusCode(status);
    }
}
