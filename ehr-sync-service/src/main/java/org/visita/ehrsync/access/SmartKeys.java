package org.visita.ehrsync.access;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.visita.ehrsync.destination.Credentials;
import org.visita.kit.topics.EventJson;

/** Keys of SMART backend services: ES384 or RS384 (SMART App Launch 2, "Client Authentication: Asymmetric"). */
public final class SmartKeys {

    private static final int SHORTEST_RSA = 2048;
    private static final int LONGEST_RSA = 4096;

    /** In base64url. Of all numbers, not the modulus alone: a long exponent makes a signature take hours. */
    private static final int LONGEST_NUMBER = LONGEST_RSA / 6 + 2;

    private static final List<String> NUMBERS = List.of("n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y");

    private static final String ALLOWED =
            "is an EC key on P-384 or an RSA key of " + SHORTEST_RSA + " to " + LONGEST_RSA + " bits";

    private SmartKeys() {}

    /** What is wrong with a private key; empty if nothing is. */
    public static Optional<String> problemOf(Map<String, Object> privateJwk) {
        if (NUMBERS.stream().anyMatch(name -> isTooLong(privateJwk.get(name)))) {
            return Optional.of(ALLOWED);
        }
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(new LinkedHashMap<>(privateJwk));
            return key.getPrivateKey() == null ? Optional.of("has no private part") : problemOf(key);
        } catch (JoseException | RuntimeException notOne) {
            // Its message may quote the key.
            return Optional.of("is not a JWK of an EC or RSA key pair");
        }
    }

    private static Optional<String> problemOf(PublicJsonWebKey key) throws JoseException {
        boolean allowed =
                switch (key.getPublicKey()) {
                    case ECPublicKey ec -> ec.getParams().getCurve().equals(EllipticCurves.P384.getCurve());
                    case RSAPublicKey rsa -> isAllowed(rsa.getModulus().bitLength());
                    default -> false;
                };
        if (!allowed) {
            return Optional.of(ALLOWED);
        }
        return isPair(key) ? Optional.empty() : Optional.of("has a private part that is not of its public one");
    }

    private static boolean isTooLong(Object number) {
        return number instanceof String text && text.length() > LONGEST_NUMBER;
    }

    private static boolean isAllowed(int bits) {
        return bits >= SHORTEST_RSA && bits <= LONGEST_RSA;
    }

    private static boolean isPair(PublicJsonWebKey key) throws JoseException {
        JsonWebSignature proof = new JsonWebSignature();
        proof.setCompactSerialization(sign("proof", "", key));
        proof.setKey(key.getPublicKey());
        return proof.verifySignature();
    }

    /** A new key pair, ES384. */
    public static String make() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P384)
                    .toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException impossible) {
            throw new IllegalStateException("no P-384 in this Java", impossible);
        }
    }

    public static String json(Map<String, Object> jwk) {
        return new String(EventJson.write(jwk), StandardCharsets.UTF_8);
    }

    /** The id that it names, else its thumbprint (RFC 7638). */
    public static String idOf(Map<String, Object> jwk) {
        return idOf(json(jwk));
    }

    public static String idOf(String jwk) {
        PublicJsonWebKey key = parse(jwk);
        return key.getKeyId() == null || key.getKeyId().isBlank()
                ? key.calculateBase64urlEncodedThumbprint("SHA-256")
                : key.getKeyId();
    }

    /** What the other side checks signatures with. */
    public static Map<String, Object> publicOf(Credentials.SmartBackend credentials) {
        try {
            // Of the public key alone: what else the pair came with may be secret too.
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(
                    parse(credentials.privateJwk()).getPublicKey());
            key.setKeyId(credentials.keyId());
            key.setUse("sig");
            key.setAlgorithm(algorithm(key));
            return key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException impossible) {
            throw new IllegalStateException("a stored key has no public one");
        }
    }

    /** A signed JWT. */
    static String sign(String claims, Credentials.SmartBackend credentials) {
        try {
            return sign(claims, credentials.keyId(), parse(credentials.privateJwk()));
        } catch (JoseException impossible) {
            throw new IllegalStateException("a key that signed once does not sign", impossible);
        }
    }

    private static String sign(String claims, String keyId, PublicJsonWebKey key) throws JoseException {
        PrivateKey secret = key.getPrivateKey();
        JsonWebSignature jwt = new JsonWebSignature();
        jwt.setHeader("typ", "JWT");
        jwt.setAlgorithmHeaderValue(algorithm(key));
        jwt.setKeyIdHeaderValue(keyId);
        jwt.setPayload(claims);
        jwt.setKey(secret);
        return jwt.getCompactSerialization();
    }

    private static String algorithm(PublicJsonWebKey key) {
        return key.getPublicKey() instanceof ECPublicKey
                ? AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384
                : AlgorithmIdentifiers.RSA_USING_SHA384;
    }

    private static PublicJsonWebKey parse(String jwk) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(jwk);
        } catch (JoseException impossible) {
            throw new IllegalStateException("a stored key is none");
        }
    }
}
