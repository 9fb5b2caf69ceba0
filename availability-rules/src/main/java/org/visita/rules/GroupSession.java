package org.visita.rules;

import java.time.Instant;
import java.util.List;

/**
 * A group visit that somebody has booked already. Its time stands among the busy times too; those who join it are not
 * kept out by that, and share its times, whatever their own timing would be.
 *
 * @param visitTypeId what it is
 * @param practitionerId who gives it
 * @param locationId where
 * @param modality how it happens
 * @param start of the visit
 * @param end of the visit
 * @param occupiedFrom when its resources are taken from
 * @param occupiedTo when its resources are free again
 * @param roomId the room that it has taken; null if none
 * @param equipmentIds the devices that it has taken
 * @param seatsTaken at least 1
 */
public record GroupSession(
        String visitTypeId,
        String practitionerId,
        String locationId,
        Modality modality,
        Instant start,
        Instant end,
        Instant occupiedFrom,
        Instant occupiedTo,
        String roomId,
        List<String> equipmentIds,
        int seatsTaken) {

    public GroupSession {
        Require.id("session's visitTypeId", visitTypeId);
        Require.id("session's practitionerId", practitionerId);
        Require.id("session's locationId", locationId);
        Require.present("modality", modality);
        Require.present("start", start);
        Require.present("end", end);
        Require.present("occupiedFrom", occupiedFrom);
        Require.present("occupiedTo", occupiedTo);
        if (!start.isBefore(end) || occupiedFrom.isAfter(start) || occupiedTo.isBefore(end)) {
            throw new IllegalArgumentException("a session starts before it ends, inside its buffers");
        }
        equipmentIds = List.copyOf(Require.present("equipmentIds", equipmentIds));
        if (seatsTaken < 1) {
            throw new IllegalArgumentException("a session has at least one seat taken");
        }
    }
}
