package org.visita.availability.slot;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * The answer to a slot search.
 *
 * @param slots in order of time
 * @param complete false if the times that are taken may not be current: what is listed may be gone
 * @param reason why it is not complete, else null
 * @param nextAvailable start of the first slot after the range, when the range has none; null if there is none
 */
public record SlotsView(List<SlotView> slots, boolean complete, String reason, OffsetDateTime nextAvailable) {}
