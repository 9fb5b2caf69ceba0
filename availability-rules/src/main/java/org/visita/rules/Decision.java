package org.visita.rules;

import java.time.Instant;

/** The answer to a {@link VisitRequest}. */
public sealed interface Decision {

    /**
     * The visit may be booked.
     *
     * @param slot the visit, with the practitioner, location, room and equipment chosen for it
     * @param occupiedFrom when its resources are taken from: the start less the buffer before it, or as the session has
     *     it that is joined
     * @param occupiedTo when its resources are free again: the end plus the buffer after it, or as the session has it
     */
    record Accepted(Slot slot, Instant occupiedFrom, Instant occupiedTo) implements Decision {}

    /**
     * The visit may not be booked.
     *
     * @param reason the rule that refuses; it has a sentence for the caller
     */
    record Refused(RefusalReason reason) implements Decision {}
}
