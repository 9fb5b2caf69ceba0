package org.visita.booking.booking.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Who sees whom, where, when and for what.
 *
 * @param roomId null where the visit takes no room
 * @param start inclusive
 * @param end exclusive, without buffers
 * @param occupiedFrom from here practitioner and room are taken
 * @param occupiedTo until here, exclusive
 * @param zone of the location
 */
public record Visit(
        UUID patientId,
        UUID visitTypeId,
        UUID practitionerId,
        UUID locationId,
        UUID roomId,
        Instant start,
        Instant end,
        Instant occupiedFrom,
        Instant occupiedTo,
        ZoneId zone) {

    public Visit {
        if (!start.isBefore(end) || occupiedFrom.isAfter(start) || occupiedTo.isBefore(end)) {
            throw new IllegalArgumentException("a visit starts before it ends, inside its buffers");
        }
    }
}
