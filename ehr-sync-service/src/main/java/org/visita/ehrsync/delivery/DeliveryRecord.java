package org.visita.ehrsync.delivery;

import java.time.Instant;

/**
 * What the database knows of a delivery that failed.
 *
 * @param wantedVersion newer than the one that failed, if an event came meanwhile
 * @param attempts failures that counted so far
 * @param firstFailedAt of those; null if none
 * @param lastFailedAt of all; null if none
 * @param now of the database, as the other times are
 */
record DeliveryRecord(
        int wantedVersion, int attempts, String externalId, Instant firstFailedAt, Instant lastFailedAt, Instant now) {}
