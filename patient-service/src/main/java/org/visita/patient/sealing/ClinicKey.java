package org.visita.patient.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * What one clinic's people are encrypted and found with.
 *
 * <p>The {@code context} of a sealed value says where it belongs. It is authenticated (associated data), not stored: a
 * value that was copied to another patient, another clinic or another use does not open.
 */
public final class ClinicKey {

    private static final int HASH_BYTES = 32;

    private final String clinic;
    private final Aead sealing;
    private final PrfSet searching;

    ClinicKey(String clinic, Aead sealing, PrfSet searching) {
        this.clinic = clinic;
        this.sealing = sealing;
        this.searching = searching;
    }

    public byte[] seal(byte[] plain, String... context) {
        try {
            return sealing.encrypt(plain, place(context));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM refused to encrypt", impossible);
        }
    }

    /** @throws IllegalStateException if the value was altered, or sealed for another place */
    public byte[] open(byte[] sealed, String... context) {
        try {
            return sealing.decrypt(sealed, place(context));
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException("a sealed value does not open: altered, or not of this place", altered);
        }
    }

    /**
     * A keyed hash (HMAC-SHA-256, 32 bytes) that is the same for equal values of one kind, and of this clinic only.
     *
     * @param value normalised by the caller
     */
    public byte[] hash(String kind, String value) {
        try {
            return searching.computePrimary((kind + '\n' + value).getBytes(StandardCharsets.UTF_8), HASH_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC refused to compute", impossible);
        }
    }

    private byte[] place(String... context) {
        return (clinic + '\n' + String.join("\n", context)).getBytes(StandardCharsets.UTF_8);
    }
}
