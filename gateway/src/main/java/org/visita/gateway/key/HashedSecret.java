package org.visita.gateway.key;

import java.security.MessageDigest;

/** A secret that was shown, hashed under each pepper. */
final class HashedSecret {

    private final int[] versions;
    private final byte[][] hashes;

    HashedSecret(int[] versions, byte[][] hashes) {
        this.versions = versions;
        this.hashes = hashes;
    }

    /**
     * In a time that does not tell how much of the hash is right, nor of which version it is. Never so for a version that
     * there is no pepper of.
     */
    boolean is(byte[] hash, int version) {
        boolean right = false;
        for (int i = 0; i < hashes.length; i++) {
            right |= MessageDigest.isEqual(hashes[i], hash) & versions[i] == version;
        }
        return right;
    }
}
