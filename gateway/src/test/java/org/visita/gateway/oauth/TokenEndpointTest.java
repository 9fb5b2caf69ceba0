package org.visita.gateway.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.access.AccessKey;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.key.ApiKey;
import org.visita.gateway.key.KeyTable;
import org.visita.gateway.key.KnownRecords;

@QuarkusTest
class TokenEndpointTest extends GatewayTest {

    private static final String GRANT = "client_credentials";

    @Inject
    KeyTable table;

    @Test
    void gives_a_key_a_token_that_opens_both_halls() {
        TestKey key = TestKeys.in(TestKeys.OTHER_CLINIC, "bookings:read", "slots:read");

        Response answer = OAuth.ask(key, null);

        answer.then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", equalTo("no-store"))
                .header("Pragma", equalTo("no-cache"))
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", lessThanOrEqualTo(300))
                .body("scope", equalTo("bookings:read slots:read"));
        String token = answer.jsonPath().getString("access_token");
        JsonObject seen = claimsSeenByTheService(token);
        assertThat(seen.getString("actor")).isEqualTo("key:" + key.id());
        assertThat(seen.getString("clinic")).isEqualTo(TestKeys.OTHER_CLINIC);
        TestKeys.using(token).get("/fhir/R4/Appointment").then().statusCode(200);
        TestKeys.using(token).get("/v1/patients").then().statusCode(403);
    }

    @Test
    void takes_the_secret_in_every_form_and_place_that_the_rfc_names() {
        TestKey key = TestKeys.with("bookings:read");
        String visible = key.text().substring(key.text().lastIndexOf('_') + 1);
        String bare = ApiKey.parse(key.text()).orElseThrow().secret();

        for (String secret : List.of(key.text(), visible, bare)) {
            OAuth.ask(Map.of("grant_type", GRANT, "client_id", key.id(), "client_secret", secret))
                    .then()
                    .statusCode(200);
            given().header("Authorization", basic(key.id(), secret))
                    .formParam("grant_type", GRANT)
                    .post("/oauth2/token")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void a_token_can_have_less_than_its_key_but_not_more() {
        TestKey key = TestKeys.with("bookings:read", "bookings:write", "slots:read");

        Response answer = OAuth.ask(key, "slots:read bookings:read");

        answer.then().statusCode(200).body("scope", equalTo("slots:read bookings:read"));
        String token = answer.jsonPath().getString("access_token");
        assertThat(claimsSeenByTheService(token).getString("scope")).isEqualTo("slots:read bookings:read");
        TestKeys.using(token).body("{}").post("/v1/bookings").then().statusCode(403);
        OAuth.ask(key, "slots:read patients:read").then().statusCode(400).body("error", equalTo("invalid_scope"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ID, SECRET, 400, invalid_request",
        "password, ID, SECRET, 400, unsupported_grant_type",
        "authorization_code, ID, SECRET, 400, unsupported_grant_type",
        "client_credentials, ID, '', 401, invalid_client",
        "client_credentials, '', SECRET, 401, invalid_client",
        "client_credentials, ID, wrong, 401, invalid_client",
        "client_credentials, ID, OTHER, 401, invalid_client",
        "client_credentials, nobody000000, SECRET, 401, invalid_client",
        "client_credentials, 'a b', SECRET, 401, invalid_client",
    })
    void errors_are_those_of_the_rfc(String grant, String client, String secret, int status, String error) {
        TestKey key = TestKeys.with("bookings:read");
        String other = TestKeys.with("bookings:read").text();

        OAuth.ask(Map.of(
                        "grant_type",
                        grant,
                        "client_id",
                        client.equals("ID") ? key.id() : client,
                        "client_secret",
                        switch (secret) {
                            case "SECRET" -> key.text();
                            case "OTHER" -> other;
                            default -> secret;
                        }))
                .then()
                .statusCode(status)
                .contentType("application/json")
                .header("Cache-Control", equalTo("no-store"))
                .header("WWW-Authenticate", equalTo(status == 401 ? "Basic realm=\"visita\"" : null))
                .body("error", equalTo(error));
    }

    @Test
    void a_request_that_can_be_read_in_two_ways_is_refused() {
        TestKey key = TestKeys.with("bookings:read");
        String form = "grant_type=client_credentials&client_id=" + key.id() + "&client_secret=" + key.text();
        List<Response> answers = new ArrayList<>();

        answers.add(post(form + "&client_id=" + key.id()));
        answers.add(post(form + "&scope=%zz"));
        answers.add(given().header("Authorization", basic(key.id(), key.text()))
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post("/oauth2/token"));
        answers.add(given().header("X-API-Key", key.text())
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post("/oauth2/token"));
        answers.add(given().contentType("application/json").body("{}").post("/oauth2/token"));
        answers.add(given().contentType("application/x-www-form-urlencoded")
                .body(form)
                .post("/oauth2/token?state=1"));
        answers.add(given().header("Authorization", basic(key.id(), key.text()))
                .formParams(Map.of("grant_type", GRANT, "client_id", "somebodyElse"))
                .post("/oauth2/token"));

        assertThat(answers)
                .allSatisfy(answer -> answer.then().statusCode(400).body("error", equalTo("invalid_request")));
    }

    @Test
    void what_is_no_token_request_at_all_is_refused_as_elsewhere() {
        given().get("/oauth2/token")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("POST"))
                .body("code", equalTo("method-not-allowed"));
        post("a=" + "b".repeat(20_000)).then().statusCode(413).body("code", equalTo("too-large"));
        given().post("/oauth2/tokens").then().statusCode(401);
        given().contentType("application/x-www-form-urlencoded")
                .body("grant_type=client_credentials")
                .post("/oauth2/token?client_secret=abc")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"));
    }

    @Test
    void a_token_ends_with_its_key_at_once_and_comes_back_with_it() {
        TestKey key = TestKeys.with("bookings:read");
        String token = OAuth.token(key);
        TestKeys.using(token).get("/v1/bookings").then().statusCode(200);

        TestKeys.disable(key);
        TestKeys.using(token).get("/v1/bookings").then().statusCode(401);
        OAuth.ask(key, null).then().statusCode(401).body("error", equalTo("invalid_client"));
        TestKeys.enable(key);

        TestKeys.using(token).get("/v1/bookings").then().statusCode(200);
    }

    @Test
    void a_scope_that_is_taken_from_the_key_is_taken_from_its_tokens() {
        TestKey key = TestKeys.with("bookings:read", "slots:read");
        String token = OAuth.token(key);

        KnownRecords.apply(table, KnownRecords.allowedOnly(record(key), "slots:read"));

        TestKeys.using(token).get("/v1/bookings").then().statusCode(403);
        assertThat(claimsSeenByTheService(token, "/v1/slots").getString("scope"))
                .isEqualTo("slots:read");
    }

    @Test
    void a_token_ends_with_the_secret_that_it_was_given_for() {
        TestKey key = TestKeys.with("bookings:read");
        String token = OAuth.token(key);
        AccessKey before = record(key);
        AccessKey.Secret overlapping = new AccessKey.Secret(
                before.hash(), before.pepperVersion(), Instant.now().plusSeconds(3600));

        KnownRecords.apply(table, KnownRecords.rotated(before, "bmV3", overlapping));
        TestKeys.using(token).get("/v1/bookings").then().statusCode(200);
        KnownRecords.apply(table, KnownRecords.rotated(record(key), "bmV3", null));

        TestKeys.using(token).get("/v1/bookings").then().statusCode(401);
    }

    @Test
    void during_a_rotation_a_token_ends_with_the_secret_that_it_was_asked_for_with() {
        TestKey old = TestKeys.with("bookings:read");
        TestKey next = new TestKey(
                old.id(),
                TestKeys.using(TestKeys.admin())
                        .contentType("application/json")
                        .body(Map.of("overlap", "PT1M"))
                        .post("/v1/keys/" + old.id() + "/rotate")
                        .jsonPath()
                        .getString("key"));

        Response byOld = OAuth.ask(old, null);
        Response byNext = OAuth.ask(next, null);

        byOld.then().statusCode(200).body("expires_in", lessThanOrEqualTo(60));
        byNext.then().statusCode(200).body("expires_in", greaterThan(60));
        KnownRecords.apply(table, KnownRecords.rotated(record(old), record(old).hash(), null));
        TestKeys.using(byOld.jsonPath().getString("access_token"))
                .get("/v1/bookings")
                .then()
                .statusCode(401);
        TestKeys.using(byNext.jsonPath().getString("access_token"))
                .get("/v1/bookings")
                .then()
                .statusCode(200);
    }

    @Test
    void who_hangs_up_in_the_middle_of_a_form_has_asked_all_the_same() throws IOException {
        String from = "127.0.0.62";
        for (int i = 0; i < 120; i++) {
            try (Socket socket = RawHttp.connect(from)) {
                socket.getOutputStream()
                        .write(("POST /oauth2/token HTTP/1.1\r\nHost: visita\r\nContent-Length: 400\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type=")
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }

        // Some of it has come back meanwhile.
        await().atMost(Duration.ofSeconds(5)).until(() -> left(from) < 560);
    }

    private static int left(String from) throws IOException {
        RawHttp.Answer answer = RawHttp.sendFrom(from, RawHttp.get("/oauth2/jwks", "Host: visita"));
        String limit = answer.header("RateLimit");
        assertThat(limit).contains("failures");
        return Integer.parseInt(limit.replaceAll(".*;r=(\\d+).*", "$1"));
    }

    @Test
    void a_body_that_nobody_asked_for_holds_nothing_up() throws IOException {
        RawHttp.Answer answer = RawHttp.exchange(
                "GET /oauth2/jwks HTTP/1.1\r\nHost: visita\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(10));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Connection")).isEqualTo("close");
    }

    @Test
    void a_token_counts_in_the_limits_of_its_key() {
        TestKey key = TestKeys.limited(1_000, 3, "bookings:read");
        String token = OAuth.token(key);

        TestKeys.using(token).get("/v1/bookings").then().statusCode(200);
        TestKeys.using(key).get("/v1/bookings").then().statusCode(200);

        TestKeys.using(token).get("/v1/bookings").then().statusCode(429);
        OAuth.ask(key, null).then().statusCode(429).body("code", equalTo("rate-limited"));
    }

    @Test
    void says_where_it_is_and_what_it_takes() {
        String issuer = claims(OAuth.token(TestKeys.with("slots:read"))).getString("iss");
        assertThat(issuer).matches("http://127\\.0\\.0\\.1:\\d+");
        for (String path :
                List.of("/.well-known/oauth-authorization-server", "/fhir/R4/.well-known/smart-configuration")) {
            given().get(path)
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .body("issuer", equalTo(issuer))
                    .body("token_endpoint", equalTo(issuer + "/oauth2/token"))
                    .body("grant_types_supported", equalTo(List.of(GRANT)))
                    .body(
                            "token_endpoint_auth_methods_supported",
                            hasItems("client_secret_basic", "client_secret_post", "private_key_jwt"))
                    .body("scopes_supported", hasItems("slots:read", "bookings:write"));
        }
        given().get("/fhir/R4/.well-known/smart-configuration")
                .then()
                .body("capabilities", hasItems("client-confidential-asymmetric"));
        given().get("/oauth2/jwks").then().statusCode(200).body("keys[0].alg", equalTo("ES256"));
        given().delete("/oauth2/jwks").then().statusCode(405).header("Allow", equalTo("GET, HEAD"));
    }

    private AccessKey record(TestKey key) {
        return table.find(key.id()).orElseThrow().record();
    }

    private static Response post(String form) {
        return given().contentType("application/x-www-form-urlencoded")
                .body(form)
                .post("/oauth2/token");
    }

    private static String basic(String client, String secret) {
        String pair = URLEncoder.encode(client, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject claimsSeenByTheService(String token) {
        return claimsSeenByTheService(token, "/v1/bookings");
    }

    private static JsonObject claimsSeenByTheService(String token, String path) {
        Response answer = TestKeys.using(token).get(path);
        answer.then().statusCode(200);
        String internal = answer.jsonPath().getString("headers.authorization").substring("Bearer ".length());
        assertThat(internal).isNotEqualTo(token);
        return claims(internal);
    }

    private static JsonObject claims(String token) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
