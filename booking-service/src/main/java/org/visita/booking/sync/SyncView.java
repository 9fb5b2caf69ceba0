package org.visita.booking.sync;

import java.time.OffsetDateTime;

/**
 * How far a booking has come on its way to one EHR.
 *
 * @param state {@code pending}, {@code written} or {@code failed}
 * @param version of the booking that the state speaks of
 * @param externalId id of the Appointment in the EHR, once it is known
 * @param reason coded, when failed
 */
public record SyncView(
        String connectionId, String state, int version, String externalId, String reason, OffsetDateTime updatedAt) {}
