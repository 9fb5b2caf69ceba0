package org.visita.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Personal details of an entry in plain text, as an export may show them. The entry holds only a commitment to them, in
 * the first 32 bytes of what is sealed: with the salt everybody can check that they are the ones that were recorded;
 * without it, which is gone once the person was erased, nobody can guess them.
 *
 * @param salt 32 bytes, another one for each entry
 * @param details canonical JSON, an object
 */
public record Opened(byte[] salt, byte[] details) {

    /** What the sealed bytes of an entry begin with: SHA-256 over salt and details. */
    public static byte[] commitment(byte[] salt, byte[] details) {
        if (salt.length != Hashes.BYTES) {
            throw new IllegalArgumentException("a salt has " + Hashes.BYTES + " bytes");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(details);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** @param sealed of the entry, whole */
    public boolean isOf(byte[] sealed) {
        return sealed.length >= Hashes.BYTES
                && MessageDigest.isEqual(commitment(salt, details), Arrays.copyOf(sealed, Hashes.BYTES));
    }
}
