package org.visita.gateway.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.visita.kit.startup.SampleSecrets;

/** A key that tokens are signed with, and its public half that they are checked against. */
final class SigningKey {

    private static final int COORDINATE_BYTES = 32;

    /** Of the sample in this source tree, which is a sample with or without its mark. */
    static final String SAMPLE_ID = "Ui6Wq0ZoRnXd21idCj2erX5nm1MSYALQR9u9Cg6z1jc";

    private final ECPrivateKey privateKey;
    private final String x;
    private final String y;
    private final String id;

    /** @throws IllegalStateException if this is no EC private key on P-256; the message does not quote it */
    SigningKey(String pkcs8) {
        this.privateKey = read(pkcs8);
        P256.Point point = P256.publicPoint(privateKey.getS());
        this.x = coordinate(point.x());
        this.y = coordinate(point.y());
        this.id = thumbprint();
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** JWK thumbprint (RFC 7638): the same key has the same id in every replica and after every restart. */
    String id() {
        return id;
    }

    /** The public half as a JWK (RFC 7517). */
    String publicJwk() {
        return """
                {"kty":"EC","use":"sig","alg":"ES256","crv":"P-256","kid":"%s","x":"%s","y":"%s"}""".formatted(id, x, y);
    }

    /** Refuses the sample of this source tree in production, with or without its mark. */
    void refuseSample(String setting) {
        SampleSecrets.refuseSample(setting, id.equals(SAMPLE_ID) ? SampleSecrets.MARK : id);
    }

    private static ECPrivateKey read(String pkcs8) {
        // The sample of this source tree carries a mark that production refuses; without the mark it is a key.
        String encoded = pkcs8.startsWith(SampleSecrets.MARK) ? pkcs8.substring(SampleSecrets.MARK.length()) : pkcs8;
        try {
            byte[] der = Base64.getDecoder().decode(encoded);
            ECPrivateKey key =
                    (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (key.getParams().getOrder().equals(P256.ORDER)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            // falls through: the cause may quote the key
        }
        throw new IllegalStateException(
                "visita.gateway.signing-key is not an EC private key on P-256 (PKCS#8, DER in base64)");
    }

    /** RFC 7518, section 6.2.1.2: 32 octets, whatever BigInteger makes of leading zeros. */
    private static String coordinate(BigInteger number) {
        byte[] octets = new byte[COORDINATE_BYTES];
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, octets, COORDINATE_BYTES - length, length);
        return base64(octets);
    }

    private String thumbprint() {
        String members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(x, y);
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
