package org.visita.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys that checkpoints and expiries may be signed with: Ed25519 (RFC 8032), each known by the thumbprint of its JWK (RFC 7638). */
public final class PublicKeys {

    /** What an Ed25519 key is wrapped in as SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static final byte[] WRAPPER = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Map<String, byte[]> keys = new LinkedHashMap<>();

    private PublicKeys() {}

    /** @param raw 32 bytes each, as RFC 8032 has them */
    public static PublicKeys of(List<byte[]> raw) {
        PublicKeys keys = new PublicKeys();
        raw.forEach(key -> keys.keys.put(id(key), key));
        return keys;
    }

    /**
     * @param text a JWK, a JWK set, or one or more public keys in PEM
     * @throws IllegalArgumentException if it is none of them, or holds no Ed25519 key
     */
    public static PublicKeys parse(String text) {
        PublicKeys keys = of(text.contains("-----BEGIN") ? fromPem(text) : fromJwk(Json.parse(text)));
        if (keys.keys.isEmpty()) {
            throw new IllegalArgumentException("there is no Ed25519 public key in it");
        }
        return keys;
    }

    /** RFC 7638, with the members that RFC 8037 (section 2) requires. */
    public static String id(byte[] raw) {
        String required = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Base64Url.of(raw) + "\"}";
        try {
            return Base64Url.of(
                    MessageDigest.getInstance("SHA-256").digest(required.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    public Map<String, byte[]> byId() {
        return Map.copyOf(keys);
    }

    public boolean knows(String keyId) {
        return keys.containsKey(keyId);
    }

    /** Whether one of these keys signed this checkpoint. */
    public boolean signed(Checkpoint checkpoint) {
        return signed(checkpoint.keyId(), checkpoint.signed(), checkpoint.signature());
    }

    /** Whether one of these keys signed this expiry, of this clinic. */
    public boolean signed(String clinic, Expiry expiry) {
        return signed(expiry.keyId(), expiry.signed(clinic), expiry.signature());
    }

    private boolean signed(String keyId, byte[] text, byte[] by) {
        byte[] raw = keyId == null ? null : keys.get(keyId);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            if (raw == null) {
                return false;
            }
            signature.initVerify(key(raw));
            signature.update(text);
            return signature.verify(by);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    static PublicKey key(byte[] raw) throws GeneralSecurityException {
        byte[] wrapped = Arrays.copyOf(WRAPPER, WRAPPER.length + raw.length);
        System.arraycopy(raw, 0, wrapped, WRAPPER.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(wrapped));
    }

    static byte[] raw(PublicKey key) {
        byte[] wrapped = key.getEncoded();
        if (wrapped.length != WRAPPER.length + 32 || !Arrays.equals(Arrays.copyOf(wrapped, WRAPPER.length), WRAPPER)) {
            throw new IllegalArgumentException("no Ed25519 public key");
        }
        return Arrays.copyOfRange(wrapped, WRAPPER.length, wrapped.length);
    }

    private static List<byte[]> fromPem(String text) {
        return Arrays.stream(text.split("-----BEGIN PUBLIC KEY-----"))
                .skip(1)
                .map(part -> part.split("-----END PUBLIC KEY-----", 2)[0])
                .map(PublicKeys::unwrapped)
                .toList();
    }

    private static byte[] unwrapped(String base64) {
        byte[] wrapped = Base64.getMimeDecoder().decode(base64);
        try {
            return raw(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(wrapped)));
        } catch (GeneralSecurityException otherKey) {
            throw new IllegalArgumentException("no Ed25519 public key", otherKey);
        }
    }

    private static List<byte[]> fromJwk(Json json) {
        List<Json> all = json.has("keys") ? json.member("keys").items() : List.of(json);
        return all.stream()
                .filter(key -> key.has("crv") && "Ed25519".equals(key.text("crv")))
                .map(key -> Base64Url.bytes(key.text("x")))
                .filter(raw -> raw.length == 32)
                .toList();
    }
}
