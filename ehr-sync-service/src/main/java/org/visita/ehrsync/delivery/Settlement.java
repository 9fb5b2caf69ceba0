package org.visita.ehrsync.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * What a worker brings back.
 *
 * @param traceParent of the booking's trace; null if it has none
 */
record Settlement(
        ClaimedDelivery delivery, DeliveryOutcome outcome, Instant startedAt, Duration took, String traceParent) {}
