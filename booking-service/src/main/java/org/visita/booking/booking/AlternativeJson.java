package org.visita.booking.booking;

import java.time.OffsetDateTime;
import org.visita.rules.Slot;

/**
 * A slot that is offered instead of one that is taken.
 *
 * @param remaining seats left in a group visit; absent if it is none
 */
public record AlternativeJson(
        OffsetDateTime start,
        OffsetDateTime end,
        String zone,
        String practitionerId,
        String locationId,
        String modality,
        String visitTypeId,
        Integer remaining) {

    static AlternativeJson of(Slot slot) {
        return new AlternativeJson(
                slot.start().atZone(slot.zone()).toOffsetDateTime(),
                slot.end().atZone(slot.zone()).toOffsetDateTime(),
                slot.zone().getId(),
                slot.practitionerId(),
                slot.locationId(),
                BookingView.code(slot.modality()),
                slot.visitTypeId(),
                slot.remaining());
    }
}
