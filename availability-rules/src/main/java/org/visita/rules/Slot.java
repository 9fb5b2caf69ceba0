package org.visita.rules;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A visit that can be booked, half-open {@code [start, end)}, without its buffers.
 *
 * @param start of the visit
 * @param end of the visit
 * @param zone of the location, to show the start in
 * @param practitionerId who is free
 * @param locationId where
 * @param roomId the room it takes; null if the visit type needs none
 * @param visitTypeId what it is for
 */
public record Slot(
        Instant start,
        Instant end,
        ZoneId zone,
        String practitionerId,
        String locationId,
        String roomId,
        String visitTypeId) {}
