package org.visita.booking.booking;

import java.time.OffsetDateTime;
import org.visita.rules.Slot;

/** A slot that is offered instead of one that is taken. */
public record AlternativeJson(
        OffsetDateTime start,
        OffsetDateTime end,
        String zone,
        String practitionerId,
        String locationId,
        String visitTypeId) {

    static AlternativeJson of(Slot slot) {
        return new AlternativeJson(
                slot.start().atZone(slot.zone()).toOffsetDateTime(),
                slot.end().atZone(slot.zone()).toOffsetDateTime(),
                slot.zone().getId(),
                slot.practitionerId(),
                slot.locationId(),
                slot.visitTypeId());
    }
}
