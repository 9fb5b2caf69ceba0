package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.kit.problem.FieldError;

class PublicJwkTest {

    @ParameterizedTest
    @CsvSource({"secp256r1, P-256, 32, ES256", "secp384r1, P-384, 48, ES384"})
    void takes_the_curves_of_nist(String java, String name, int bytes, String algorithm) throws Exception {
        Map<String, Object> jwk = ec(java, name, bytes);

        assertThat(wrong(jwk)).isEmpty();
        assertThat(wrong(with(jwk, "alg", algorithm))).isEmpty();
        assertThat(wrong(with(jwk, "alg", "HS256"))).hasSize(1);
        assertThat(wrong(with(jwk, "alg", "none"))).hasSize(1);
    }

    @Test
    void takes_rsa_of_2048_bits_and_not_less() throws Exception {
        assertThat(wrong(rsa(2_048))).isEmpty();
        assertThat(wrong(with(rsa(2_048), "alg", "RS384"))).isEmpty();
        assertThat(wrong(with(rsa(2_048), "e", "AQ"))).hasSize(1);
        assertThat(wrong(rsa(1_024))).hasSize(1);
    }

    @Test
    void takes_no_rsa_key_that_is_dear_to_use_nor_one_that_no_assertion_could_be_signed_with() throws Exception {
        BigInteger large = BigInteger.ONE.shiftLeft(4_103).setBit(0);

        assertThat(wrong(rsa(4_096))).isEmpty();
        assertThat(wrong(Map.of("kty", "RSA", "n", text(large, 513), "e", "AQAB")))
                .hasSize(1);
        assertThat(wrong(with(rsa(2_048), "e", "Aw"))).hasSize(1);
        assertThat(wrong(with(rsa(2_048), "alg", "PS256"))).hasSize(1);
        assertThat(wrong(with(rsa(2_048), "alg", "RS512"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void refuses_whatever_is_private(String member) throws Exception {
        assertThat(wrong(with(ec("secp256r1", "P-256", 32), member, "AAAA")))
                .singleElement()
                .asString()
                .contains("private");
    }

    @Test
    void refuses_a_point_that_lies_on_no_curve() throws Exception {
        Map<String, Object> jwk = ec("secp256r1", "P-256", 32);

        assertThat(wrong(with(jwk, "x", jwk.get("y")))).hasSize(1);
        assertThat(wrong(with(jwk, "crv", "P-384"))).hasSize(1);
        assertThat(wrong(with(jwk, "crv", "secp256k1"))).hasSize(1);
        assertThat(wrong(with(jwk, "x", 7))).hasSize(1);
        assertThat(wrong(with(jwk, "x", jwk.get("x") + "=="))).hasSize(1);
    }

    @Test
    void refuses_what_is_no_key_for_signatures() throws Exception {
        assertThat(wrong(Map.of())).hasSize(1);
        assertThat(wrong(Map.of("kty", "oct"))).hasSize(1);
        assertThat(wrong(Map.of("kty", "OKP", "crv", "Ed25519", "x", "AAAA"))).hasSize(1);
        assertThat(wrong(with(ec("secp256r1", "P-256", 32), "use", "enc"))).hasSize(1);
        assertThat(wrong(with(ec("secp256r1", "P-256", 32), "kid", "a b"))).hasSize(1);
    }

    @Test
    void keeps_what_means_something_and_nothing_else() throws Exception {
        Map<String, Object> jwk = with(ec("secp256r1", "P-256", 32), "kid", "2026");

        List<String> kept =
                read(List.of(with(with(jwk, "x5c", List.of("AAAA")), "note", "of Mr. Jones")), new ArrayList<>());

        assertThat(PublicJwk.parse(kept.getFirst())).isEqualTo(jwk);
    }

    @Test
    void several_keys_have_names_of_their_own_and_are_four_at_most() throws Exception {
        Map<String, Object> jwk = ec("secp256r1", "P-256", 32);
        List<FieldError> errors = new ArrayList<>();

        read(List.of(with(jwk, "kid", "a"), with(jwk, "kid", "a")), errors);
        assertThat(errors).extracting(FieldError::pointer).containsExactly("/jwks/keys/1");
        read(List.of(jwk, jwk, jwk, jwk, jwk), errors);
        assertThat(errors).extracting(FieldError::pointer).containsExactly("/jwks/keys/1", "/jwks/keys");
    }

    private static List<String> wrong(Map<String, Object> jwk) {
        List<FieldError> errors = new ArrayList<>();
        read(List.of(jwk), errors);
        return errors.stream().map(FieldError::detail).toList();
    }

    private static List<String> read(List<Map<String, Object>> keys, List<FieldError> errors) {
        return PublicJwk.readAll(new KeyJson.Jwks(keys), errors);
    }

    private static Map<String, Object> with(Map<String, Object> jwk, String member, Object value) {
        Map<String, Object> copy = new HashMap<>(jwk);
        copy.put(member, value);
        return copy;
    }

    static Map<String, Object> ec(String java, String name, int bytes) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(java));
        ECPublicKey key = (ECPublicKey) generator.generateKeyPair().getPublic();
        return Map.of(
                "kty",
                "EC",
                "crv",
                name,
                "x",
                text(key.getW().getAffineX(), bytes),
                "y",
                text(key.getW().getAffineY(), bytes));
    }

    private static Map<String, Object> rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        RSAPublicKey key = (RSAPublicKey) generator.generateKeyPair().getPublic();
        return Map.of("kty", "RSA", "n", text(key.getModulus(), bits / 8), "e", "AQAB");
    }

    private static String text(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int copied = Math.min(length, signed.length);
        System.arraycopy(signed, signed.length - copied, bytes, length - copied, copied);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
