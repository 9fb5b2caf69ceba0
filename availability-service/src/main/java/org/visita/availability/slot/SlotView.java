package org.visita.availability.slot;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.visita.rules.Slot;

/** A visit that can be booked, as callers see it; half-open {@code [start, end)}. */
public record SlotView(
        OffsetDateTime start,
        OffsetDateTime end,
        String zone,
        String practitionerId,
        String locationId,
        String roomId,
        String visitTypeId) {

    /** @param viewer zone to show the times in; null: the location's */
    static SlotView of(Slot slot, ZoneId viewer) {
        ZoneId zone = viewer == null ? slot.zone() : viewer;
        return new SlotView(
                slot.start().atZone(zone).toOffsetDateTime(),
                slot.end().atZone(zone).toOffsetDateTime(),
                zone.getId(),
                slot.practitionerId(),
                slot.locationId(),
                slot.roomId(),
                slot.visitTypeId());
    }
}
