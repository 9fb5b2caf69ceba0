package org.visita.gateway.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.audit.AuditEvent;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.TrailReader;
import org.visita.gateway.key.KeyTable;
import org.visita.gateway.key.KnownRecords;

@QuarkusTest
class PrivateKeyJwtTest extends GatewayTest {

    @Inject
    KeyTable table;

    @Inject
    AgroalDataSource database;

    private String issuer;
    private TestKey key;
    private PublicJsonWebKey ec256;
    private PublicJsonWebKey ec384;
    private PublicJsonWebKey rsa;

    @BeforeEach
    void a_client_with_three_keys() throws JoseException {
        issuer = OAuth.issuer();
        key = TestKeys.with("bookings:read");
        ec256 = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        ec384 = EcJwkGenerator.generateJwk(EllipticCurves.P384);
        rsa = RsaJwkGenerator.generateJwk(2048);
        ec256.setKeyId("first");
        register(ec256, ec384, rsa);
    }

    @Test
    void a_client_can_sign_instead_of_sending_a_secret() throws JoseException {
        for (String jwt : List.of(
                sign(ec256, "ES256", claims(c -> {})),
                sign(ec384, "ES384", claims(c -> c.setAudience(issuer))),
                sign(rsa, "RS256", claims(c -> c.setExpirationTimeMinutesInTheFuture(5))),
                sign(rsa, "RS384", claims(JwtClaims::setIssuedAtToNow)))) {
            String token = OAuth.assertion(jwt).then().statusCode(200).extract().path("access_token");
            TestKeys.using(token).get("/v1/bookings").then().statusCode(200);
        }
    }

    @Test
    void an_assertion_is_taken_once_however_many_show_it_together() throws Exception {
        String jwt = sign(ec256, "ES256", claims(c -> {}));

        List<Callable<Integer>> calls = Stream.<Callable<Integer>>generate(
                        () -> () -> OAuth.assertion(jwt).statusCode())
                .limit(8)
                .toList();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Integer> statuses = callers.invokeAll(calls).stream()
                    .map(PrivateKeyJwtTest::join)
                    .toList();
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 401);
        }
        OAuth.assertion(jwt).then().statusCode(401).body("error", equalTo("invalid_client"));
    }

    @Test
    void what_the_limits_do_not_admit_costs_the_database_nothing() throws JoseException, SQLException {
        key = TestKeys.limited(1_000, 1, "bookings:read");
        register(ec256);

        OAuth.assertion(sign(ec256, "ES256", claims(c -> {}))).then().statusCode(200);
        OAuth.assertion(sign(ec256, "ES256", claims(c -> {}))).then().statusCode(429);

        try (Connection connection = database.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from client_assertion where client = ?")) {
            count.setString(1, key.id());
            ResultSet found = count.executeQuery();
            assertThat(found.next()).isTrue();
            assertThat(found.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void the_same_id_is_taken_again_from_another_client() throws JoseException {
        String id = UUID.randomUUID().toString();
        OAuth.assertion(sign(ec256, "ES256", claims(c -> c.setJwtId(id))))
                .then()
                .statusCode(200);
        key = TestKeys.with("bookings:read");
        register(ec256);

        OAuth.assertion(sign(ec256, "ES256", claims(c -> c.setJwtId(id))))
                .then()
                .statusCode(200);
    }

    @Test
    void whatever_is_wrong_the_answer_is_the_same() throws JoseException {
        PublicJsonWebKey stranger = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        JsonWebSignature hmac = signature("HS256", claims(c -> {}));
        hmac.setKey(new HmacKey(ec256.getPublicKey().getEncoded()));
        JsonWebSignature none = signature(AlgorithmIdentifiers.NONE, claims(c -> {}));
        none.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        JsonWebSignature ownKey = signature("ES256", claims(c -> {}));
        ownKey.setKey(stranger.getPrivateKey());
        ownKey.setHeader("jwk", stranger);
        JsonWebSignature elsewhere = signature("ES256", claims(c -> {}));
        elsewhere.setKey(stranger.getPrivateKey());
        elsewhere.setHeader("jku", "https://attacker.example/jwks");
        JsonWebSignature critical = signature("ES256", claims(c -> {}));
        critical.setKey(ec256.getPrivateKey());
        critical.setHeader("crit", List.of("b65"));
        JsonWebSignature token = signature("ES256", claims(c -> {}));
        token.setKey(ec256.getPrivateKey());
        token.setHeader("typ", "at+jwt");
        JsonWebSignature unknownKid = signature("ES256", claims(c -> {}));
        unknownKid.setKey(ec256.getPrivateKey());
        unknownKid.setKeyIdHeaderValue("none of these");
        register(ec256, rsa);
        String right = sign(ec256, "ES256", claims(c -> {}));

        for (String jwt : List.of(
                sign(stranger, "ES256", claims(c -> {})),
                hmac.getCompactSerialization(),
                none.getCompactSerialization(),
                ownKey.getCompactSerialization(),
                elsewhere.getCompactSerialization(),
                critical.getCompactSerialization(),
                token.getCompactSerialization(),
                unknownKid.getCompactSerialization(),
                sign(rsa, "RS512", claims(c -> {})),
                sign(rsa, "PS256", claims(c -> {})),
                sign(ec256, "ES256", claims(c -> c.setIssuer("somebody"))),
                sign(ec256, "ES256", claims(c -> c.setSubject("nobody000000"))),
                sign(ec256, "ES256", claims(c -> c.setAudience("https://other.example/oauth2/token"))),
                sign(ec256, "ES256", claims(c -> c.setAudience(issuer, "https://other.example"))),
                sign(ec256, "ES256", claims(c -> c.unsetClaim("aud"))),
                sign(ec256, "ES256", claims(c -> c.unsetClaim("jti"))),
                sign(ec256, "ES256", claims(c -> c.setJwtId("x".repeat(257)))),
                sign(ec256, "ES256", claims(c -> c.unsetClaim("exp"))),
                sign(ec256, "ES256", claims(c -> c.setExpirationTime(inSeconds(-31)))),
                sign(ec256, "ES256", claims(c -> c.setExpirationTime(inSeconds(360)))),
                sign(ec256, "ES256", claims(c -> c.setNotBefore(inSeconds(90)))),
                sign(ec256, "ES256", claims(c -> c.setIssuedAt(inSeconds(90)))),
                right.substring(0, right.length() - 8),
                "junk",
                "a.b.c")) {
            OAuth.assertion(jwt)
                    .then()
                    .statusCode(401)
                    .body("error", equalTo("invalid_client"))
                    .body("error_description", equalTo("The client could not be authenticated."));
        }
        OAuth.assertion(right).then().statusCode(200);
    }

    @Test
    void a_token_ends_with_the_public_key_that_it_was_given_for() throws JoseException {
        String token = OAuth.assertion(sign(ec256, "ES256", claims(c -> {})))
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");

        register(ec256);
        TestKeys.using(token).get("/v1/bookings").then().statusCode(200);
        register(ec384, rsa);

        TestKeys.using(token).get("/v1/bookings").then().statusCode(401);
    }

    @Test
    void how_it_ended_is_on_record_although_the_client_did_not_wait_for_it() throws Exception {
        String form = "grant_type=client_credentials"
                + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion=" + sign(ec256, "ES256", claims(c -> {}));
        try (Connection connection = database.getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table client_assertion in exclusive mode");

            RawHttp.hangUp(
                    "POST /oauth2/token HTTP/1.1\r\nHost: visita\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                            + "\r\n\r\n" + form,
                    () -> true);

            List<AuditEvent> entries = await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> TrailReader.entries(entry -> key.id().equals(entry.resourceId())
                                    && entry.actor() != null
                                    && entry.actor().id().equals(key.id())),
                            found -> !found.isEmpty());
            assertThat(entries).extracting(AuditEvent::code).containsExactly("unavailable");
            connection.rollback();
        }
    }

    private void register(PublicJsonWebKey... keys) {
        KnownRecords.apply(
                table,
                KnownRecords.signingWith(
                        table.find(key.id()).orElseThrow().record(),
                        Stream.of(keys)
                                .map(jwk -> jwk.toJson(OutputControlLevel.PUBLIC_ONLY))
                                .toList()));
    }

    private JwtClaims claims(Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(key.id());
        claims.setSubject(key.id());
        claims.setAudience(issuer + "/oauth2/token");
        claims.setExpirationTimeMinutesInTheFuture(1);
        claims.setJwtId(UUID.randomUUID().toString());
        change.accept(claims);
        return claims;
    }

    private static NumericDate inSeconds(long seconds) {
        NumericDate date = NumericDate.now();
        date.addSeconds(seconds);
        return date;
    }

    private static JsonWebSignature signature(String algorithm, JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setPayload(claims.toJson());
        return signature;
    }

    private static String sign(PublicJsonWebKey with, String algorithm, JwtClaims claims) throws JoseException {
        JsonWebSignature signature = signature(algorithm, claims);
        signature.setKey(with.getPrivateKey());
        if (with.getKeyId() != null) {
            signature.setKeyIdHeaderValue(with.getKeyId());
        }
        return signature.getCompactSerialization();
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
