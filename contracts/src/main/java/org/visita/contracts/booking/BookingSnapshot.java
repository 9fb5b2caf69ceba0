package org.visita.contracts.booking;

import java.time.Instant;
import java.util.List;
import org.visita.contracts.Modality;

/**
 * A booking as it stood after a change.
 *
 * @param id for life, whatever happens to the booking
 * @param version 1 at creation, one more with each change
 * @param roomId null where the visit takes no room
 * @param start inclusive
 * @param end exclusive; without buffers
 * @param zone IANA id of the location's time zone
 * @param occupiedFrom start of the visit with its buffers: from here the practitioner, the room and the equipment are taken
 * @param occupiedTo end of the visit with its buffers, exclusive
 * @param cancellation null unless cancelled
 * @param equipmentIds what the visit takes of its location; empty where it takes nothing
 * @param modality how the visit happens; null in events of schema version 1
 * @param sessionId the group session that the visit is a seat of; null where the visit is no group's
 * @param hold whose it is and for how long; null unless held, and in events of schema versions 1 and 2
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
        Cancellation cancellation,
        List<String> equipmentIds,
        Modality modality,
        String sessionId,
        Hold hold) {

    public BookingSnapshot {
        equipmentIds = equipmentIds == null ? List.of() : List.copyOf(equipmentIds);
    }
}
