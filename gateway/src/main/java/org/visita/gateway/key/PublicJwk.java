package org.visita.gateway.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.visita.kit.problem.FieldError;

/**
 * A public key that the owner of an API key signs assertions with (RFC 7517, RFC 7518 section 6): EC on P-256 or P-384,
 * or RSA of 2048 to 4096 bits. Kept as text, with the members that mean something here and no others.
 */
final class PublicJwk {

    static final int MOST = 4;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LEAST_RSA_BITS = 2_048;
    private static final int MOST_RSA_BITS = 4_096;
    private static final BigInteger RSA_EXPONENT = BigInteger.valueOf(65_537);

    /** Those that assertions are taken with. */
    private static final Set<String> RSA_ALGORITHMS = Set.of("RS256", "RS384");

    private static final int LONGEST_MEMBER = 1_500;
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final Pattern KID = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private PublicJwk() {}

    static List<String> readAll(KeyJson.Jwks jwks, List<FieldError> errors) {
        List<Map<String, Object>> keys = jwks == null || jwks.keys() == null ? List.of() : jwks.keys();
        if (keys.size() > MOST) {
            errors.add(new FieldError("/jwks/keys", "has at most " + MOST + " entries"));
            return List.of();
        }
        List<String> read = new ArrayList<>();
        Set<Object> kids = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            Map<String, Object> jwk = keys.get(i) == null ? Map.of() : keys.get(i);
            Optional<String> wrong = wrong(jwk);
            if (wrong.isEmpty() && keys.size() > 1 && !(jwk.containsKey("kid") && kids.add(jwk.get("kid")))) {
                wrong = Optional.of("needs a kid that none of the others has");
            }
            String pointer = "/jwks/keys/" + i;
            wrong.ifPresentOrElse(
                    what -> errors.add(new FieldError(pointer, what)), () -> read.add(write(essence(jwk))));
        }
        return List.copyOf(read);
    }

    static Map<String, Object> parse(String text) {
        try {
            return JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a kept JWK cannot be read", impossible);
        }
    }

    private static Optional<String> wrong(Map<String, Object> jwk) {
        if (jwk.keySet().stream().anyMatch(PRIVATE::contains)) {
            return Optional.of("has a private part: it has leaked, replace the key pair and send the public part only");
        }
        if (jwk.values().stream().anyMatch(value -> value instanceof String text && text.length() > LONGEST_MEMBER)) {
            return Optional.of("has a member that is too long");
        }
        if (jwk.containsKey("kid")
                && !(jwk.get("kid") instanceof String kid && KID.matcher(kid).matches())) {
            return Optional.of("has a kid of 1 to 100 printable characters without spaces, or none");
        }
        if (jwk.containsKey("use") && !"sig".equals(jwk.get("use"))) {
            return Optional.of("is not for signatures");
        }
        boolean good = "EC".equals(jwk.get("kty")) ? isEc(jwk) : "RSA".equals(jwk.get("kty")) && isRsa(jwk);
        return good
                ? Optional.empty()
                : Optional.of("is not a public key: EC on P-256 or P-384, or RSA of 2048 to 4096 bits"
                        + " with the exponent 65537; an alg, if there is one, is ES256, ES384, RS256 or RS384");
    }

    private static boolean isEc(Map<String, Object> jwk) {
        Optional<Curve> curve = Curve.named(jwk.get("crv"));
        return curve.isPresent()
                && curve.get().has(bytes(jwk.get("x")), bytes(jwk.get("y")))
                && (!jwk.containsKey("alg") || curve.get().algorithm().equals(jwk.get("alg")));
    }

    private static boolean isRsa(Map<String, Object> jwk) {
        byte[] n = bytes(jwk.get("n"));
        byte[] e = bytes(jwk.get("e"));
        if (n.length == 0 || e.length == 0 || e.length > 8) {
            return false;
        }
        BigInteger modulus = new BigInteger(1, n);
        BigInteger exponent = new BigInteger(1, e);
        return modulus.bitLength() >= LEAST_RSA_BITS
                && modulus.bitLength() <= MOST_RSA_BITS
                && modulus.testBit(0)
                && exponent.equals(RSA_EXPONENT)
                && (!jwk.containsKey("alg") || jwk.get("alg") instanceof String alg && RSA_ALGORITHMS.contains(alg));
    }

    /** Base64url without padding; empty if it is not. */
    private static byte[] bytes(Object value) {
        if (!(value instanceof String text) || text.contains("=")) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static Map<String, Object> essence(Map<String, Object> jwk) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String member : List.of("kty", "crv", "x", "y", "n", "e", "kid", "alg", "use")) {
            if (jwk.containsKey(member)) {
                kept.put(member, jwk.get(member));
            }
        }
        return kept;
    }

    private static String write(Map<String, Object> jwk) {
        try {
            return JSON.writeValueAsString(jwk);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written", impossible);
        }
    }
}
