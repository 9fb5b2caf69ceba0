package org.visita.audit.proof;

import java.util.Arrays;
import org.visita.audit.chain.ChainEntry;
import org.visita.proof.Hashes;

/**
 * A place in a chain whose entry is missing, or is not the one that was there.
 *
 * @param before hash of the entry before
 * @param hash of the entry that belongs there
 * @param found what stands there instead; null for nothing
 */
record Place(long position, byte[] before, byte[] hash, ChainEntry found) {

    boolean isOf(ChainEntry entry) {
        return Arrays.equals(Hashes.chained(before, entry.content().canonical()), hash);
    }
}
