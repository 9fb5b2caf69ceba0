package org.visita.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    @RepeatedTest(20)
    void its_id_is_the_thumbprint_of_what_it_publishes() throws GeneralSecurityException, JoseException {
        SigningKey key = new SigningKey(generate("secp256r1"));

        JsonWebKeySet published = new JsonWebKeySet("{\"keys\":[" + key.publicJwk() + "]}");

        assertThat(published.getJsonWebKeys()).hasSize(1);
        assertThat(published.getJsonWebKeys().getFirst().calculateBase64urlEncodedThumbprint("SHA-256"))
                .isEqualTo(key.id());
        assertThat(key.publicJwk()).doesNotContain("\"d\"");
    }

    @Test
    void the_sample_with_its_mark_is_the_key_without_it() throws GeneralSecurityException {
        String key = generate("secp256r1");

        assertThat(new SigningKey("sample-" + key).id()).isEqualTo(new SigningKey(key).id());
    }

    @Test
    void the_sample_is_known_without_its_mark() {
        String sample = ConfigProvider.getConfig().getValue("visita.gateway.signing-key", String.class);

        assertThat(new SigningKey(sample.substring("sample-".length())).id()).isEqualTo(SigningKey.SAMPLE_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "bm8ga2V5", "-----BEGIN PRIVATE KEY-----"})
    void refuses_what_is_no_key_without_quoting_it(String text) {
        assertThatThrownBy(() -> new SigningKey(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("visita.gateway.signing-key")
                .hasNoCause();
    }

    @Test
    void refuses_another_curve() throws GeneralSecurityException {
        String key = generate("secp384r1");

        assertThatThrownBy(() -> new SigningKey(key)).isInstanceOf(IllegalStateException.class);
    }

    private static String generate(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
        return Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    }
}
