package org.visita.gateway.oauth;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.visita.gateway.TestKeys.TestKey;

/** Asks for tokens, as a client does. */
final class OAuth {

    private OAuth() {}

    /** The name of the gateway, as a client library finds it out. */
    static String issuer() {
        return given().get("/.well-known/oauth-authorization-server").path("issuer");
    }

    static Response ask(Map<String, String> form) {
        return given().formParams(new HashMap<>(form)).post("/oauth2/token");
    }

    static Response ask(TestKey key, String scope) {
        Map<String, String> form = new HashMap<>(
                Map.of("grant_type", "client_credentials", "client_id", key.id(), "client_secret", key.text()));
        if (scope != null) {
            form.put("scope", scope);
        }
        return ask(form);
    }

    static Response assertion(String jwt) {
        return ask(Map.of(
                "grant_type",
                "client_credentials",
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                jwt));
    }

    /** An access token with all scopes of the key. */
    static String token(TestKey key) {
        Response answer = ask(key, null);
        answer.then().statusCode(200);
        return answer.jsonPath().getString("access_token");
    }
}
