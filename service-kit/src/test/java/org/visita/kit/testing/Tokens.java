package org.visita.kit.testing;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Internal tokens as the gateway mints them, for tests of a single service. */
public final class Tokens {

    /** The clinic that most tests act in. */
    public static final String CLINIC = "clinic-one";

    /** Another one, whose objects must not be visible. */
    public static final String OTHER_CLINIC = "clinic-two";

    private static final String KEY_ID = "test";
    private static final KeyPair KEYS = generate();
    private static final String NEXT_KEY_ID = "next";
    private static final KeyPair NEXT_KEYS = generate();
    private static volatile boolean nextIsPublished;

    private Tokens() {}

    /** A token of {@link #CLINIC} with these scopes. */
    public static String with(String... scopes) {
        return in(CLINIC, scopes);
    }

    public static String in(String clinic, String... scopes) {
        return sign(claims(clinic, scopes), KEYS.getPrivate());
    }

    /** Of {@link #CLINIC}, for somebody else than the tests' usual key, as {@code kind:id}. */
    public static String as(String actor, String... scopes) {
        return by(actor, CLINIC, scopes);
    }

    /** As {@link #as}, of any clinic. */
    public static String by(String actor, String clinic, String... scopes) {
        return sign(claims(clinic, scopes).subject(actor).claim("actor", actor), KEYS.getPrivate());
    }

    /** As {@link #with}, limited to one practitioner and one location; null: to none in particular. */
    public static String limitedTo(String practitioner, String location, String... scopes) {
        return limitedIn(CLINIC, practitioner, location, scopes);
    }

    /** As {@link #limitedTo}, of any clinic. */
    public static String limitedIn(String clinic, String practitioner, String location, String... scopes) {
        JwtClaimsBuilder claims = claims(clinic, scopes);
        if (practitioner != null) {
            claims.claim("practitioner", List.of(practitioner));
        }
        if (location != null) {
            claims.claim("location", List.of(location));
        }
        return sign(claims, KEYS.getPrivate());
    }

    /** As {@link #with}, for a request that the door carries: it leaves no entry in the audit trail but the door's. */
    public static String throughDoor(String... scopes) {
        return throughDoorIn(CLINIC, scopes);
    }

    /** As {@link #throughDoor}, of any clinic. */
    public static String throughDoorIn(String clinic, String... scopes) {
        return sign(claims(clinic, scopes).claim("door", true), KEYS.getPrivate());
    }

    /** Signed with the gateway's next key, which is published from {@link #publishNextKey} on. */
    public static String byNextKey(String... scopes) {
        return claims(CLINIC, scopes)
                .jws()
                .keyId(NEXT_KEY_ID)
                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.ES256)
                .sign(NEXT_KEYS.getPrivate());
    }

    public static void publishNextKey() {
        nextIsPublished = true;
    }

    /** Signed by somebody else. */
    public static String forged(String clinic, String... scopes) {
        return sign(claims(clinic, scopes), generate().getPrivate());
    }

    public static String expired(String clinic, String... scopes) {
        return sign(
                claims(clinic, scopes)
                        .issuedAt(System.currentTimeMillis() / 1000 - 120)
                        .expiresAt(System.currentTimeMillis() / 1000 - 60),
                KEYS.getPrivate());
    }

    public static String forAnotherAudience(String clinic, String... scopes) {
        return sign(claims(clinic, scopes).audience("somebody-else"), KEYS.getPrivate());
    }

    private static JwtClaimsBuilder claims(String clinic, String... scopes) {
        return Jwt.claims()
                .issuer("visita-gateway")
                .audience("visita")
                .subject("key:testkey00001")
                .claim("actor", "key:testkey00001")
                .claim("clinic", clinic)
                .claim("scope", String.join(" ", scopes))
                .expiresIn(Duration.ofSeconds(60));
    }

    private static String sign(JwtClaimsBuilder claims, PrivateKey key) {
        return claims.jws()
                .keyId(KEY_ID)
                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.ES256)
                .sign(key);
    }

    static String publishedKeys() {
        String keys = jwk(KEY_ID, KEYS);
        return "{\"keys\":[" + (nextIsPublished ? keys + "," + jwk(NEXT_KEY_ID, NEXT_KEYS) : keys) + "]}";
    }

    private static String jwk(String id, KeyPair pair) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return """
                {"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}""".formatted(
                        id,
                        coordinate(key.getW().getAffineX().toByteArray()),
                        coordinate(key.getW().getAffineY().toByteArray()));
    }

    /** RFC 7518, section 6.2.1.2: 32 octets, whatever BigInteger makes of leading zeros. */
    private static String coordinate(byte[] number) {
        byte[] octets = new byte[32];
        int length = Math.min(number.length, 32);
        System.arraycopy(number, number.length - length, octets, 32 - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
