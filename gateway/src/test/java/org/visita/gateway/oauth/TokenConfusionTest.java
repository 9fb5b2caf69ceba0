package org.visita.gateway.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

/** One kind of token in the place of another, and what can be done to the head of one. */
@QuarkusTest
class TokenConfusionTest extends GatewayTest {

    private static final String PATH = "/v1/bookings";

    private String right;
    private JwtClaims claims;
    private String keyId;

    @BeforeEach
    void a_token_that_is_right() throws Exception {
        TestKey key = TestKeys.with("bookings:read");
        right = OAuth.token(key);
        claims = JwtClaims.parse(part(right, 1));
        keyId = published().getKeyId();
    }

    @Test
    void what_is_signed_by_us_and_in_order_is_taken() throws Exception {
        // The same hand that makes the wrong ones below, so that they are wrong for one reason only.
        assertThat(statusOf(signed(change -> {}, head -> {}))).isEqualTo(200);
        assertThat(statusOf(right)).isEqualTo(200);
    }

    @Test
    void a_token_of_another_kind_is_no_access_token() throws Exception {
        List<String> wrong = new ArrayList<>();
        wrong.add(internalTokenOf(TestKeys.with("bookings:read")));
        wrong.add(signed(change -> change.setAudience("visita"), head -> {}));
        wrong.add(signed(change -> change.setAudience("somebody-else"), head -> {}));
        wrong.add(signed(change -> change.unsetClaim("aud"), head -> {}));
        wrong.add(signed(change -> change.setIssuer("visita-gateway"), head -> {}));
        wrong.add(signed(change -> change.setIssuer("https://other.example"), head -> {}));
        wrong.add(signed(change -> {}, head -> head.setHeader("typ", "JWT")));
        wrong.add(signed(change -> {}, head -> head.setHeader("typ", null)));
        wrong.add(signed(change -> change.setSubject("nobody000000"), head -> {}));
        wrong.add(signed(change -> change.setClaim("credential", "secret.AAAAAAAAAAAAAAAA"), head -> {}));

        assertThat(wrong).extracting(TokenConfusionTest::statusOf).containsOnly(401);
    }

    @Test
    void a_token_has_its_time() throws Exception {
        assertThat(statusOf(signed(change -> change.setExpirationTime(inSeconds(-1)), head -> {})))
                .isEqualTo(401);
        assertThat(statusOf(signed(change -> change.unsetClaim("exp"), head -> {})))
                .isEqualTo(401);
        assertThat(statusOf(signed(change -> change.setNotBefore(inSeconds(60)), head -> {})))
                .isEqualTo(401);
    }

    @Test
    void no_token_says_how_it_is_to_be_checked() throws Exception {
        PublicJsonWebKey stranger = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        byte[] publicKey = published().getPublicKey().getEncoded();
        List<String> wrong = new ArrayList<>();
        wrong.add(made(AlgorithmIdentifiers.NONE, null, head -> {}));
        wrong.add(made("HS256", new HmacKey(publicKey), head -> {}));
        wrong.add(made("HS256", new HmacKey(published().toJson().getBytes(StandardCharsets.UTF_8)), head -> {}));
        wrong.add(made("ES256", stranger.getPrivateKey(), head -> {}));
        wrong.add(made("ES256", stranger.getPrivateKey(), head -> head.setHeader("jwk", stranger)));
        wrong.add(made("ES256", stranger.getPrivateKey(), head -> {
            head.setHeader("jku", "http://127.0.0.1:1/jwks");
            head.setHeader("x5u", "http://127.0.0.1:1/chain");
            head.setKeyIdHeaderValue("of-the-stranger");
        }));
        wrong.add(signed(change -> {}, head -> head.setHeader("crit", List.of("exp"))));
        String[] parts = right.split("\\.");
        wrong.add(parts[0] + "." + parts[1] + ".");
        wrong.add(parts[0] + "." + parts[1]);
        wrong.add(parts[0] + "." + encode(part(right, 1).replace("bookings:read", "bookings:write")) + "." + parts[2]);
        wrong.add(encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".");
        wrong.add(right + "." + parts[2]);

        assertThat(wrong).extracting(TokenConfusionTest::statusOf).containsOnly(401);
    }

    @Test
    void a_token_stands_where_tokens_stand_and_alone() {
        given().header("X-API-Key", right).get(PATH).then().statusCode(401);
        given().header("Authorization", "Basic " + right).get(PATH).then().statusCode(401);
        TestKeys.using(right)
                .header("X-API-Key", TestKeys.admin())
                .get(PATH)
                .then()
                .statusCode(400);
        given().header("Authorization", "Bearer " + right, "Bearer " + right)
                .get(PATH)
                .then()
                .statusCode(400);
        TestKeys.using(right)
                .get(PATH + "?access_token=" + right)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"));
    }

    private static int statusOf(String token) {
        return TestKeys.using(token).get(PATH).statusCode();
    }

    private static String internalTokenOf(TestKey key) {
        return TestKeys.using(key)
                .get(PATH)
                .jsonPath()
                .getString("headers.authorization")
                .substring("Bearer ".length());
    }

    /** With the gateway's own key, and one thing changed. */
    private String signed(Consumer<JwtClaims> change, Consumer<JsonWebSignature> head) throws Exception {
        JwtClaims changed = JwtClaims.parse(claims.toJson());
        change.accept(changed);
        return made("ES256", gatewaysKey(), changed, head);
    }

    private String made(String algorithm, java.security.Key key, Consumer<JsonWebSignature> head) throws Exception {
        return made(algorithm, key, claims, head);
    }

    private String made(String algorithm, java.security.Key key, JwtClaims of, Consumer<JsonWebSignature> head)
            throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(keyId);
        signature.setHeader("typ", "at+jwt");
        signature.setKey(key);
        signature.setPayload(of.toJson());
        head.accept(signature);
        return signature.getCompactSerialization();
    }

    private static PrivateKey gatewaysKey() throws Exception {
        String setting = ConfigProvider.getConfig().getValue("visita.gateway.signing-key", String.class);
        byte[] der = Base64.getDecoder().decode(setting.substring("sample-".length()));
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static PublicJsonWebKey published() throws Exception {
        String keys = given().get("/oauth2/jwks").asString();
        return (PublicJsonWebKey) new JsonWebKeySet(keys).getJsonWebKeys().getFirst();
    }

    private static NumericDate inSeconds(long seconds) {
        NumericDate date = NumericDate.now();
        date.addSeconds(seconds);
        return date;
    }

    private static String part(String token, int index) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[index]), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
