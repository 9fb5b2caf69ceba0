package org.visita.availability.slot;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * The answer to a slot search.
 *
 * @param slots in order of time, then practitioner, then location; null if groups are asked for
 * @param groups the same slots, put together; null if no groups are asked for
 * @param complete false if the answer may not be current: what is listed may be gone, what is free may be missing
 * @param reason why it is not complete, else null
 * @param nextAvailable start of the first slot within 731 days after the range, when the range has none; null if there is
 *     none
 * @param next cursor of the next page; null on the last one
 */
public record SlotsView(
        List<SlotView> slots,
        List<SlotGroupView> groups,
        boolean complete,
        String reason,
        OffsetDateTime nextAvailable,
        String next) {}
