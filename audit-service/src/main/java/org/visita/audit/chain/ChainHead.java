package org.visita.audit.chain;

import java.time.Instant;
import org.visita.proof.Hashes;

/**
 * The newest entry of a chain.
 *
 * @param position 0 where there is none yet
 */
public record ChainHead(long position, byte[] hash, Instant recordedAt) {

    public static final ChainHead NONE = new ChainHead(0, Hashes.beforeTheFirst(), Instant.EPOCH);
}
