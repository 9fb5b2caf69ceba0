package org.visita.ehrsync.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What the database knows of a delivery that a worker comes back with.
 *
 * @param state {@code pending}, unless somebody decided about it meanwhile
 * @param wantedVersion newer than the one that was under way, if an event came meanwhile
 * @param attempts failures that counted so far
 * @param firstFailedAt of those; null if none
 * @param lastFailedAt of all; null if none
 * @param deadLetter that it has, although it is on its way again; null if none
 * @param quiet whether its circuit has nothing to learn from one more answer
 * @param now of the database, as the other times are
 */
record DeliveryRecord(
        String state,
        int wantedVersion,
        int attempts,
        String externalId,
        Instant firstFailedAt,
        Instant lastFailedAt,
        UUID deadLetter,
        boolean quiet,
        Instant now) {

    boolean isPending() {
        return "pending".equals(state);
    }

    Instant firstFailure() {
        return firstFailedAt == null ? now : firstFailedAt;
    }
}
