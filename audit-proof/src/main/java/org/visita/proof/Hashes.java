package org.visita.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, and what is built on it. Digests are 32 bytes. */
public final class Hashes {

    public static final int BYTES = 32;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hashes::create);

    private Hashes() {}

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** What the first entry of a chain follows on. */
    public static byte[] beforeTheFirst() {
        return new byte[BYTES];
    }

    /** Of an entry: of the hash before it and what it says, so that it stands for all that went before. */
    public static byte[] chained(byte[] previous, byte[] content) {
        MessageDigest digest = SHA_256.get();
        digest.update(previous);
        return digest.digest(content);
    }

    static byte[] chained(byte[] previous, byte[] buffer, int from, int to) {
        MessageDigest digest = SHA_256.get();
        digest.update(previous);
        digest.update(buffer, from, to - from);
        return digest.digest();
    }

    /** Of a leaf of the tree (RFC 6962, section 2.1). */
    static byte[] leaf(byte[] data) {
        MessageDigest digest = SHA_256.get();
        digest.update((byte) 0);
        return digest.digest(data);
    }

    /** Of two nodes of the tree (RFC 6962, section 2.1). */
    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = SHA_256.get();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    /** Of no leaves at all (RFC 6962, section 2.1). */
    static byte[] nothing() {
        return SHA_256.get().digest();
    }
}
