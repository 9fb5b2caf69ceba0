package org.visita.availability.slot;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.visita.rules.Modality;
import org.visita.rules.Slot;

/**
 * A visit that can be booked, as callers see it; half-open {@code [start, end)}.
 *
 * @param zone in which the times are shown
 * @param modality {@code in-person} or {@code telehealth}
 * @param roomId that it takes; null if none
 * @param equipmentIds that it takes
 * @param remaining seats left; null if it is no group visit
 */
public record SlotView(
        OffsetDateTime start,
        OffsetDateTime end,
        String zone,
        String practitionerId,
        String locationId,
        String visitTypeId,
        String modality,
        String roomId,
        List<String> equipmentIds,
        Integer remaining) {

    /** @param viewer zone to show the times in; null: the location's */
    static SlotView of(Slot slot, ZoneId viewer) {
        ZoneId zone = viewer == null ? slot.zone() : viewer;
        return new SlotView(
                slot.start().atZone(zone).toOffsetDateTime(),
                slot.end().atZone(zone).toOffsetDateTime(),
                zone.getId(),
                slot.practitionerId(),
                slot.locationId(),
                slot.visitTypeId(),
                code(slot.modality()),
                slot.roomId(),
                slot.equipmentIds(),
                slot.remaining());
    }

    static String code(Modality modality) {
        return switch (modality) {
            case IN_PERSON -> "in-person";
            case TELEHEALTH -> "telehealth";
        };
    }
}
