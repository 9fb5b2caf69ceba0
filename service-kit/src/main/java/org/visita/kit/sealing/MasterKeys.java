package org.visita.kit.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys that stand in settings: 32 bytes in base64, for AES-256-GCM. */
public final class MasterKeys {

    private static final int BYTES = 32;

    private MasterKeys() {}

    /**
     * Hands out the cipher, not the bytes: nobody else needs them.
     *
     * @param setting its name, for the message; the value is never shown
     */
    public static Aead aead(String setting, String value) {
        try {
            return new AesGcmJce(decode(setting, value));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no AES-GCM in this Java", impossible);
        }
    }

    /**
     * A key for HMAC-SHA-256 that is made from the master key (RFC 5869, one block of HKDF-Expand) and tells nothing of
     * it.
     *
     * @param purpose no two purposes share a key
     */
    public static SecretKey macKey(String setting, String value, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(decode(setting, value), "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(mac.doFinal(new byte[] {1}), "HmacSHA256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }

    /** The bytes of the setting as characters, in which a sample shows its mark. */
    public static String decoded(String setting, String value) {
        return new String(decode(setting, value), StandardCharsets.ISO_8859_1);
    }

    private static byte[] decode(String setting, String value) {
        try {
            byte[] key = Base64.getDecoder().decode(value);
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // falls through to the sentence below, which does not show the value
        }
        throw new IllegalStateException(setting + " must be " + BYTES + " bytes in base64. Set it and start again.");
    }
}
