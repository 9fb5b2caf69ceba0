package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.visita.gateway.GatewayConfig;

/**
 * What the hashes of API keys depend on beside the keys themselves. A plain fast hash is enough, unlike for passwords:
 * the secrets are 256 random bits.
 */
@ApplicationScoped
class Pepper {

    /** Of the hashes made with the configured pepper. */
    static final int VERSION = 1;

    private static final String HMAC = "HmacSHA256";

    private final SecretKey key;

    @Inject
    Pepper(GatewayConfig config) {
        this.key = new SecretKeySpec(config.pepper().getBytes(StandardCharsets.UTF_8), HMAC);
    }

    /** HMAC-SHA-256 over the secret. */
    byte[] hash(String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + HMAC, impossible);
        }
    }

    /** In a time that does not tell how much of the hash is right. */
    boolean matches(String secret, byte[] hash) {
        return MessageDigest.isEqual(hash(secret), hash);
    }

    /** A key for something else (HKDF, RFC 5869): knowing it tells nothing about the pepper. */
    SecretKey derive(String use) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key)
                                    .thenExpand(use.getBytes(StandardCharsets.US_ASCII), 32));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java 25 has HKDF-SHA256", impossible);
        }
    }
}
