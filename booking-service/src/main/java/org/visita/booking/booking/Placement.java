package org.visita.booking.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.visita.booking.booking.domain.Visit;
import org.visita.rules.Decision;
import org.visita.rules.Slot;
import org.visita.rules.VisitType;

/**
 * A visit as the rules accept it.
 *
 * @param seats how many patients share it; 1 where it is no group visit
 * @param joins whether others are in its session already, which then has taken practitioner, room and equipment
 */
record Placement(Visit visit, int seats, boolean joins) {

    static Placement of(VisitWish wish, VisitType type, Decision.Accepted accepted) {
        Slot slot = accepted.slot();
        List<UUID> equipment = new ArrayList<>();
        slot.equipmentIds().forEach(id -> equipment.add(UUID.fromString(id)));
        Visit visit = new Visit(
                UUID.fromString(wish.patientId()),
                wish.patientStatus(),
                UUID.fromString(slot.visitTypeId()),
                UUID.fromString(slot.practitionerId()),
                UUID.fromString(slot.locationId()),
                slot.modality(),
                slot.roomId() == null ? null : UUID.fromString(slot.roomId()),
                equipment,
                null,
                slot.start(),
                slot.end(),
                accepted.occupiedFrom(),
                accepted.occupiedTo(),
                slot.zone());
        return new Placement(visit, type.seats(), type.isGroup() && slot.remaining() < type.seats());
    }

    /**
     * A visit that has been accepted before, and takes again what it took.
     *
     * @param seats of its visit type
     */
    static Placement asHeld(Visit visit, int seats) {
        return new Placement(visit.inSession(null), visit.sessionId() == null ? 1 : seats, false);
    }

    boolean isGroup() {
        return seats > 1;
    }

    /** With a seat of that session. */
    Placement seated(UUID session, boolean joined) {
        return new Placement(visit.inSession(session), seats, joined);
    }
}
