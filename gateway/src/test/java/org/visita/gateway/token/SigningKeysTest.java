package org.visita.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

/** The rotation that docs/tokens.md describes, step by step. */
class SigningKeysTest {

    @Test
    void at_every_step_of_a_rotation_all_that_is_signed_can_be_checked_against_what_is_published() throws Exception {
        String last = generate();
        String next = generate();
        SigningKeys before = new SigningKeys(last, List.of());
        SigningKeys announced = new SigningKeys(last, List.of(next));
        SigningKeys switched = new SigningKeys(next, List.of(last));
        SigningKeys after = new SigningKeys(next, List.of());

        // Of two replicas one is a step ahead: what either signs, the other knows.
        assertThat(knows(before, announced)).isTrue();
        assertThat(knows(announced, before)).isTrue();
        assertThat(knows(announced, switched)).isTrue();
        assertThat(knows(switched, announced)).isTrue();
        assertThat(knows(switched, after)).isTrue();
        assertThat(knows(after, switched)).isTrue();
        assertThat(knows(after, before)).isFalse();
    }

    @Test
    void publishes_each_key_once_and_the_signing_one_first() throws Exception {
        String current = generate();
        String other = generate();

        List<JsonWebKey> published =
                new JsonWebKeySet(new SigningKeys(current, List.of(other, current)).published()).getJsonWebKeys();

        assertThat(published)
                .extracting(JsonWebKey::getKeyId)
                .containsExactly(new SigningKey(current).id(), new SigningKey(other).id());
    }

    private static boolean knows(SigningKeys checks, SigningKeys signs) throws Exception {
        String token = signs.sign(Jwt.claims().subject("somebody").jws());
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(checks.published()).getJsonWebKeys()))
                .build();
        try {
            consumer.processToClaims(token);
            return true;
        } catch (org.jose4j.jwt.consumer.InvalidJwtException unknown) {
            return false;
        }
    }

    private static String generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    }
}
