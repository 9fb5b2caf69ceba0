package org.visita.contracts.booking;

import java.time.Instant;

/**
 * A booking as it stood after a change.
 *
 * @param id for life, whatever happens to the booking
 * @param version 1 at creation, one more with each change
 * @param roomId null where the visit takes no room
 * @param start inclusive
 * @param end exclusive; without buffers
 * @param zone IANA id of the location's time zone
 * @param occupiedFrom start of the visit with its buffers: from here the practitioner and the room are taken
 * @param occupiedTo end of the visit with its buffers, exclusive
 * @param cancellation null unless cancelled
 */
public record BookingSnapshot(
        String id,
        String clinic,
        int version,
        BookingStatus status,
        String patientId,
        String visitTypeId,
        String practitionerId,
        String locationId,
        String roomId,
        Instant start,
        Instant end,
        String zone,
        Instant occupiedFrom,
        Instant occupiedTo,
        Instant createdAt,
        Instant updatedAt,
        Cancellation cancellation) {}
