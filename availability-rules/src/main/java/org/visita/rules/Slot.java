package org.visita.rules;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A visit that can be booked, half-open {@code [start, end)}, without its buffers.
 *
 * @param start of the visit
 * @param end of the visit
 * @param zone of the location, to show the start in
 * @param practitionerId who is free
 * @param locationId where
 * @param modality how it happens
 * @param roomId the room it takes; null if it takes none
 * @param equipmentIds the devices it takes, one for each type that it needs, in the order of the types
 * @param remaining seats left in a group visit; null if it is none
 * @param visitTypeId what it is for
 */
public record Slot(
        Instant start,
        Instant end,
        ZoneId zone,
        String practitionerId,
        String locationId,
        Modality modality,
        String roomId,
        List<String> equipmentIds,
        Integer remaining,
        String visitTypeId) {}
