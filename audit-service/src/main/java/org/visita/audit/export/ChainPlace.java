package org.visita.audit.export;

import java.util.UUID;
import org.visita.audit.chain.ChainEntry;

/** Where a walk along a chain is. */
record ChainPlace(long position, UUID id) {

    private static final UUID LAST_OF_ALL = new UUID(-1, -1);

    /** After all that stands at this position. */
    static ChainPlace after(long position) {
        return new ChainPlace(position, LAST_OF_ALL);
    }

    static ChainPlace of(ChainEntry entry) {
        return new ChainPlace(entry.position(), entry.id());
    }
}
