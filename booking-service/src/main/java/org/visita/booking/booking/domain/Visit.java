package org.visita.booking.booking.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.visita.rules.Modality;
import org.visita.rules.PatientStatus;

/**
 * Who sees whom, where, how, when and for what.
 *
 * @param patientStatus as it was said at booking; null where it was left open
 * @param roomId null where the visit takes no room
 * @param equipmentIds empty where the visit takes no equipment
 * @param sessionId the group session that this is a seat of; null where the visit is no group's
 * @param start inclusive
 * @param end exclusive, without buffers
 * @param occupiedFrom from here practitioner, room and equipment are taken
 * @param occupiedTo until here, exclusive
 * @param zone of the location
 */
public record Visit(
        UUID patientId,
        PatientStatus patientStatus,
        UUID visitTypeId,
        UUID practitionerId,
        UUID locationId,
        Modality modality,
        UUID roomId,
        List<UUID> equipmentIds,
        UUID sessionId,
        Instant start,
        Instant end,
        Instant occupiedFrom,
        Instant occupiedTo,
        ZoneId zone) {

    public Visit {
        if (!start.isBefore(end) || occupiedFrom.isAfter(start) || occupiedTo.isBefore(end)) {
            throw new IllegalArgumentException("a visit starts before it ends, inside its buffers");
        }
        if (modality == Modality.TELEHEALTH && (roomId != null || !equipmentIds.isEmpty())) {
            throw new IllegalArgumentException("a visit at a distance takes neither room nor equipment");
        }
        equipmentIds = List.copyOf(equipmentIds);
    }

    /** The same visit as a seat of that session; null: of none. */
    public Visit inSession(UUID session) {
        return with(roomId, session);
    }

    /** The same visit in that room. */
    public Visit inRoom(UUID room) {
        return with(room, sessionId);
    }

    private Visit with(UUID room, UUID session) {
        return new Visit(
                patientId,
                patientStatus,
                visitTypeId,
                practitionerId,
                locationId,
                modality,
                room,
                equipmentIds,
                session,
                start,
                end,
                occupiedFrom,
                occupiedTo,
                zone);
    }

    /** The date that it has at its own location. Limits count by it. */
    public LocalDate date() {
        return LocalDate.ofInstant(start, zone);
    }
}
