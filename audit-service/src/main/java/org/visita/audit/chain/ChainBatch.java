package org.visita.audit.chain;

import java.time.Instant;
import org.visita.proof.Hashes;

/**
 * The hashes of entries that were appended at once, a row of {@code audit_batch}.
 *
 * @param first position of the first of them
 * @param previousHash of the entry before
 * @param hashes of each, 32 bytes, in order
 */
public record ChainBatch(
        String clinic, long first, long last, byte[] previousHash, byte[] hashes, Instant recordedAt, byte[] mac) {

    /** Position of the last entry that there is a hash of, whatever {@code last} says; before the first where there is none. */
    public long lastHashed() {
        return first + hashes.length / Hashes.BYTES - 1;
    }
}
