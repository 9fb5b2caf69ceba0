package org.visita.patient.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.visita.patient.PatientConfig;

/** The key that encrypts the keys of the clinics, and nothing else (AES-256-GCM). */
@ApplicationScoped
public class MasterKey {

    public static final String SETTING = "visita.patient.master-key";

    private static final int BYTES = 32;

    private final Aead aead;

    @Inject
    MasterKey(PatientConfig config) throws GeneralSecurityException {
        this.aead = new AesGcmJce(decode(config.masterKey()));
    }

    // Hands out the cipher, not the bytes: nobody else needs them.
    Aead aead() {
        return aead;
    }

    /** The bytes of the setting as characters, in which a sample shows its mark. */
    public static String decoded(String setting) {
        return new String(decode(setting), StandardCharsets.ISO_8859_1);
    }

    private static byte[] decode(String setting) {
        try {
            byte[] key = Base64.getDecoder().decode(setting);
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // falls through to the sentence below, which does not show the value
        }
        throw new IllegalStateException(SETTING + " must be " + BYTES + " bytes in base64. Set it and start again.");
    }
}
