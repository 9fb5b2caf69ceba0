package org.visita.ehrsync.deadletter;

import java.time.Instant;

/**
 * A dead letter beside what has become of its booking.
 *
 * @param state of the letter
 * @param code why it is one
 * @param version that the EHR would not take
 * @param newest version that the booking has, or that the EHR should hold
 * @param written version that the EHR holds, as far as we know; 0 if none
 * @param discardedAt null if it is not discarded
 * @param now of the database, as the other time is
 */
record Standing(String state, String code, int version, int newest, int written, Instant discardedAt, Instant now) {

    boolean isOpen() {
        return state.equals(DeadLetterFilter.OPEN);
    }

    boolean isSuperseded() {
        return newest > version;
    }

    boolean isDiscarded() {
        return discardedAt != null;
    }
}
