package org.visita.availability.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The first free slot of several visit types.
 *
 * @param first in the order asked
 * @param complete false if the answer may not be current
 * @param reason why it is not complete, else null
 */
public record FirstSlotsView(List<First> first, boolean complete, String reason) {

    /** @param slot null if there is none within 731 days and the horizon of the visit type; then it stands there as null */
    public record First(
            String visitTypeId,
            @JsonInclude(JsonInclude.Include.ALWAYS) SlotView slot) {}
}
