package org.visita.gateway.key;

import java.time.Instant;
import java.util.Optional;

/** Until when keys are blocked: for a time, by the gateway itself. */
public interface KeyBlocks {

    /** Empty if it is not blocked now. Answers from memory. */
    Optional<Instant> blockedUntil(String keyId);
}
