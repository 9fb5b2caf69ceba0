package org.visita.gateway.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.TrailReader;

@QuarkusTest
class InternalTokensTest extends GatewayTest {

    @Test
    void a_service_is_told_who_asks_by_a_token_that_the_published_keys_confirm() throws Exception {
        TestKey key = TestKeys.in(TestKeys.OTHER_CLINIC, "bookings:read", "slots:read");

        JwtClaims claims = verify(tokenSeenByTheService(key));

        assertThat(claims.getSubject()).isEqualTo("key:" + key.id());
        assertThat(claims.getStringClaimValue("actor")).isEqualTo("key:" + key.id());
        assertThat(claims.getStringClaimValue("clinic")).isEqualTo(TestKeys.OTHER_CLINIC);
        assertThat(claims.getStringClaimValue("scope")).isEqualTo("bookings:read slots:read");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(60);
    }

    @Test
    void a_token_is_used_again_until_the_key_changes() {
        TestKey key = TestKeys.with("bookings:read");

        String first = tokenSeenByTheService(key);
        assertThat(tokenSeenByTheService(key)).isEqualTo(first);
        TestKeys.disable(key);
        TestKeys.enable(key);

        assertThat(tokenSeenByTheService(key)).isNotEqualTo(first);
    }

    @Test
    void a_service_client_is_given_a_token_for_one_clinic() throws Exception {
        Response answer = ask("client_credentials", "ehr-sync", secret(), "clinic-nine");

        answer.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(60));
        JwtClaims claims = verify(answer.jsonPath().getString("access_token"));
        assertThat(claims.getSubject()).isEqualTo("service:ehr-sync");
        assertThat(claims.getStringClaimValue("clinic")).isEqualTo("clinic-nine");
        assertThat(claims.getStringClaimValue("scope")).isEqualTo("patients:identify");
    }

    @ParameterizedTest
    @CsvSource({
        "client_credentials, ehr-sync, wrong, clinic-nine, 401, invalid_client",
        "client_credentials, ehr-sync, '', clinic-nine, 401, invalid_client",
        "client_credentials, somebody, RIGHT, clinic-nine, 401, invalid_client",
        "client_credentials, ehr-sync, RIGHT, '', 400, invalid_request",
        "client_credentials, ehr-sync, RIGHT, 'a b', 400, invalid_request",
        "password, ehr-sync, RIGHT, clinic-nine, 400, unsupported_grant_type",
    })
    void nobody_else_is(String grant, String client, String secret, String clinic, int status, String error) {
        ask(grant, client, secret.equals("RIGHT") ? secret() : secret, clinic)
                .then()
                .statusCode(status)
                .body("error", equalTo(error));
    }

    @Test
    void neither_keys_nor_tokens_are_handed_out_at_the_public_door() {
        for (String path : new String[] {"/internal/jwks", "/internal/token", "/q/health/ready", "/q/openapi"}) {
            TestKeys.using(TestKeys.admin()).get(path).then().statusCode(404).body("code", equalTo("not-found"));
        }
    }

    @Test
    void who_is_given_a_token_and_who_is_not_is_on_record() {
        ask("client_credentials", "ehr-sync", secret(), "clinic-on-record")
                .then()
                .statusCode(200);
        ask("client_credentials", "ehr-sync", "guess", "clinic-on-record")
                .then()
                .statusCode(401);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(TrailReader.entries(entry -> "clinic-on-record".equals(entry.clinic())))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.actor()).hasToString("service:ehr-sync");
                        assertThat(entry.action()).isEqualTo("access.service-token-issued");
                        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
                    });
            assertThat(TrailReader.entries(entry ->
                            entry.resourceType().equals("ServiceClient") && "unauthenticated".equals(entry.code())))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.actor()).isNull());
        });
    }

    private static String tokenSeenByTheService(TestKey key) {
        String authorization =
                TestKeys.using(key).get("/v1/bookings").jsonPath().getString("headers.authorization");
        assertThat(authorization).startsWith("Bearer ");
        return authorization.substring("Bearer ".length());
    }

    private static JwtClaims verify(String token) throws Exception {
        String keys = given().port(managementPort())
                .get("/internal/jwks")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "ES256")
                .setExpectedIssuer("visita-gateway")
                .setExpectedAudience("visita")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }

    private static Response ask(String grant, String client, String secret, String clinic) {
        return given().port(managementPort())
                .formParams(Map.of("grant_type", grant, "client_id", client, "client_secret", secret, "clinic", clinic))
                .post("/internal/token");
    }

    private static String secret() {
        return ConfigProvider.getConfig().getValue("visita.gateway.service-clients.ehr-sync", String.class);
    }

    private static int managementPort() {
        return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }
}
