package org.visita.audit.proof;

import java.util.Optional;
import org.visita.audit.chain.ChainHead;
import org.visita.proof.Checkpoint;

/**
 * What this replica knows of a chain without the database.
 *
 * @param published the newest checkpoint
 * @param isCurrent whether all was read that is published
 * @param appended the newest entry that this replica appended itself
 */
record Remembered(Optional<Checkpoint> published, boolean isCurrent, Optional<ChainHead> appended) {

    /** What was appended after all that was published. */
    Optional<ChainHead> unpublished() {
        long size = published.map(Checkpoint::size).orElse(0L);
        return appended.filter(head -> head.position() > size);
    }
}
