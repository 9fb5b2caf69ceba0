package org.visita.ehrsync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.DeliveryOutcome.AccessRefused;
import org.visita.ehrsync.delivery.DeliveryOutcome.Unavailable;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.CreatesBy;
import org.visita.ehrsync.destination.Credentials;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.http.HttpAnswer;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.WebDouble;

@QuarkusTest
class EhrAccessTest extends ComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject
    EhrAccess access;

    @Inject
    TokenEndpoint tokenEndpoint;

    @Inject
    EhrSyncConfig config;

    private final ConnectionRef connection = new ConnectionRef("clinic", UUID.randomUUID());
    private final AtomicInteger issued = new AtomicInteger();
    private final List<String> sent = new CopyOnWriteArrayList<>();

    @Test
    void a_client_shows_its_secret_to_the_token_endpoint_alone_and_asks_once() {
        try (WebDouble endpoint = endpoint(3600)) {
            EhrTarget target = target(1, client(endpoint, "cli:ent", "se cret%"));
            call(target, 200);
            call(target, 200);

            assertThat(endpoint.requests()).hasSize(1);
            WebDouble.Request request = endpoint.requests().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.form())
                    .containsEntry("grant_type", "client_credentials")
                    .containsEntry("scope", "a b");
            assertThat(request.body()).doesNotContain("cret");
            assertThat(new String(
                            Base64.getDecoder().decode(request.authorization().substring("Basic ".length())),
                            StandardCharsets.UTF_8))
                    .isEqualTo("cli%3Aent:se+cret%25");
            assertThat(sent).containsExactly("Bearer token-1", "Bearer token-1");
        }
    }

    @Test
    void many_who_need_a_token_at_once_ask_for_one() {
        try (WebDouble endpoint = endpoint(3600)) {
            endpoint.pace(Duration.ofMillis(100));
            EhrTarget target = target(1, client(endpoint, "c", "s"));
            List<Uni<HttpAnswer>> calls = new ArrayList<>();
            for (int call = 0; call < 20; call++) {
                calls.add(access.with(target, answering(200)));
            }
            Uni.join().all(calls).andFailFast().await().atMost(PATIENCE);

            assertThat(endpoint.requests()).hasSize(1);
            assertThat(sent).hasSize(20).containsOnly("Bearer token-1");
        }
    }

    @Test
    void a_changed_connection_and_a_token_that_is_about_to_end_need_a_new_one() {
        try (WebDouble endpoint = endpoint(1)) {
            Credentials credentials = client(endpoint, "c", "s");
            call(target(1, credentials), 200);
            call(target(2, credentials), 200);
            assertThat(sent).containsExactly("Bearer token-1", "Bearer token-2");

            await().atMost(PATIENCE).untilAsserted(() -> {
                call(target(2, credentials), 200);
                assertThat(sent).contains("Bearer token-3");
            });
        }
    }

    @Test
    void a_refused_token_is_renewed_once_and_not_by_those_who_used_an_older_one() {
        try (WebDouble endpoint = endpoint(3600)) {
            EhrTarget target = target(1, client(endpoint, "c", "s"));

            HttpAnswer renewed = access.with(
                            target, proof -> answer(proof.get("Authorization").endsWith("-1") ? 401 : 200))
                    .await()
                    .atMost(PATIENCE);
            HttpAnswer refused = access.with(target, answering(401)).await().atMost(PATIENCE);

            assertThat(renewed.status()).isEqualTo(200);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(sent).containsExactly("Bearer token-2", "Bearer token-3");
            assertThat(endpoint.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_smart_client_signs_who_it_is(String type) throws Exception {
        try (WebDouble endpoint = endpoint(300)) {
            String jwk = type.equals("EC") ? SmartKeys.make() : rsa();
            Credentials.SmartBackend smart =
                    new Credentials.SmartBackend(endpoint.url() + "/token", "visita", "system/*.cud", "key-7", jwk);
            call(target(1, smart), 200);
            call(target(2, smart), 200);

            assertThat(endpoint.requests())
                    .allSatisfy(request -> assertThat(request.authorization()).isNull());
            var form = endpoint.requests().getFirst().form();
            assertThat(form)
                    .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                    .containsEntry("scope", "system/*.cud")
                    .doesNotContainKey("client_id");
            JsonWebSignature assertion = new JsonWebSignature();
            assertion.setCompactSerialization(form.get("client_assertion"));
            assertion.setKey(PublicJsonWebKey.Factory.newPublicJwk(SmartKeys.publicOf(smart))
                    .getPublicKey());
            assertThat(assertion.verifySignature()).isTrue();
            assertThat(assertion.getAlgorithmHeaderValue()).isEqualTo(type.equals("EC") ? "ES384" : "RS384");
            assertThat(assertion.getKeyIdHeaderValue()).isEqualTo("key-7");
            JwtClaims claims = JwtClaims.parse(assertion.getPayload());
            assertThat(claims.getIssuer()).isEqualTo("visita");
            assertThat(claims.getSubject()).isEqualTo("visita");
            assertThat(claims.getAudience()).containsExactly(endpoint.url() + "/token");
            assertThat(Instant.ofEpochSecond(claims.getExpirationTime().getValue()))
                    .isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(5)));
            assertThat(endpoint.requests().getLast().form().get("client_assertion"))
                    .isNotEqualTo(form.get("client_assertion"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "401, true",
        "403, true",
        "302, false",
        "404, false",
        "429, false",
        "500, false",
        "503, false"
    })
    void a_token_endpoint_refuses_or_is_away(int status, boolean refuses) {
        try (WebDouble endpoint = new WebDouble(
                request -> new WebDouble.Answer(status, "{\"error\":\"invalid_client\"}", "/elsewhere"))) {
            DeliveryOutcome outcome = outcomeOf(target(1, client(endpoint, "c", "s")));

            assertThat(outcome).isInstanceOf(refuses ? AccessRefused.class : Unavailable.class);
            assertThat(codeOf(outcome)).isEqualTo(refuses ? "credentials-refused" : "token-endpoint-unavailable");
            assertThat(endpoint.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"access_token\":7}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a\\r\\nX-Evil: b\"}",
                "{\"access_token\":\"a\",\"token_type\":\"mac\"}"
            })
    void what_is_no_token_is_not_taken_for_one(String body) {
        try (WebDouble endpoint = new WebDouble(request -> WebDouble.Answer.json(200, body))) {
            assertThat(codeOf(outcomeOf(target(1, client(endpoint, "c", "s")))))
                    .isEqualTo("token-endpoint-unavailable");
            assertThat(sent).isEmpty();
        }
    }

    @Test
    void an_endpoint_that_is_not_there_is_away() {
        WebDouble endpoint = endpoint(1);
        endpoint.close();

        assertThat(codeOf(outcomeOf(target(1, client(endpoint, "c", "s"))))).isEqualTo("token-endpoint-unavailable");
    }

    @Test
    void an_endpoint_that_hangs_is_told_from_an_ehr_that_does() {
        try (WebDouble endpoint = endpoint(1)) {
            endpoint.pace(Duration.ofMinutes(1));

            assertThat(codeOf(outcomeOf(target(1, client(endpoint, "c", "s")))))
                    .isEqualTo("token-endpoint-unavailable");
        }
    }

    @Test
    void a_token_that_nobody_asks_for_is_not_kept_for_its_whole_life() {
        try (WebDouble endpoint = endpoint(36_000)) {
            AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
            AccessTokens tokens = new AccessTokens(tokenEndpoint, config, movable(now));
            EhrTarget target = target(1, client(endpoint, "c", "s"));
            List<String> had = new ArrayList<>();
            for (int minutes : List.of(0, 9, 9, 11)) {
                now.updateAndGet(before -> before.plus(Duration.ofMinutes(minutes)));
                had.add(tokens.of(target).await().atMost(PATIENCE));
            }

            assertThat(had).containsExactly("token-1", "token-1", "token-1", "token-2");
        }
    }

    @Test
    void a_key_is_neither_too_weak_nor_slow_to_sign_with() throws JoseException {
        Map<String, Object> good = jwk(2048);
        Map<String, Object> endless = new HashMap<>(good);
        List.of("p", "q", "dp", "dq", "qi").forEach(endless::remove);
        endless.put("d", "f".repeat(200_000));

        assertThat(SmartKeys.problemOf(good)).isEmpty();
        assertThat(SmartKeys.problemOf(jwk(4096))).isEmpty();
        for (Map<String, Object> bad : List.of(jwk(1024), jwk(4160), endless)) {
            assertThat(SmartKeys.problemOf(bad))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("2048 to 4096 bits"));
        }
    }

    private static Map<String, Object> jwk(int bits) throws JoseException {
        return RsaJwkGenerator.generateJwk(bits).toParams(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    }

    @Test
    void nothing_that_is_printed_shows_a_secret() {
        assertThat(List.of(
                                new Credentials.Bearer("hush"),
                                new Credentials.ClientCredentials("u", "c", "hush", null),
                                new Credentials.SmartBackend("u", "c", "s", "k", "hush"),
                                new AccessToken("hush", Duration.ZERO))
                        .toString())
                .doesNotContain("hush");
    }

    private static Clock movable(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    private WebDouble endpoint(int life) {
        return new WebDouble(request -> WebDouble.Answer.token("token-" + issued.incrementAndGet(), life));
    }

    private static Credentials client(WebDouble endpoint, String id, String secret) {
        return new Credentials.ClientCredentials(endpoint.url() + "/token", id, secret, "a b");
    }

    private EhrTarget target(int version, Credentials credentials) {
        return new EhrTarget(
                connection,
                version,
                "http://127.0.0.1",
                credentials,
                null,
                null,
                CreatesBy.IF_NONE_EXIST,
                Set.of(),
                CodeMaps.NONE);
    }

    private void call(EhrTarget target, int status) {
        access.with(target, answering(status)).await().atMost(PATIENCE);
    }

    private Function<Map<String, String>, Uni<HttpAnswer>> answering(int status) {
        return proof -> {
            sent.add(proof.get("Authorization"));
            return answer(status);
        };
    }

    private static Uni<HttpAnswer> answer(int status) {
        return Uni.createFrom().item(new HttpAnswer(status, null, null, null, ""));
    }

    private DeliveryOutcome outcomeOf(EhrTarget target) {
        List<DeliveryOutcome> outcomes = new ArrayList<>();
        assertThatThrownBy(() -> call(target, 200))
                .isInstanceOfSatisfying(DeliveryFailedException.class, failed -> outcomes.add(failed.outcome()));
        return outcomes.getFirst();
    }

    private static String codeOf(DeliveryOutcome outcome) {
        return switch (outcome) {
            case AccessRefused refused -> refused.failure().code();
            case Unavailable unavailable -> unavailable.failure().code();
            default -> outcome.toString();
        };
    }

    private static String rsa() throws JoseException {
        return RsaJwkGenerator.generateJwk(2048).toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    }
}
