package org.visita.contracts.sync;

import java.time.Instant;

/**
 * How far a booking has come on its way into an EHR.
 *
 * @param version of the booking that the state speaks of
 * @param externalId id of the Appointment in the EHR; null until it is known
 * @param reason coded, when failed; else null
 */
public record BookingSync(
        String eventId,
        String bookingId,
        String clinic,
        String connectionId,
        State state,
        int version,
        String externalId,
        String reason,
        Instant occurredAt) {

    public enum State {
        PENDING,
        WRITTEN,
        FAILED
    }
}
