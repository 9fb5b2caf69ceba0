package org.visita.contracts.catalog;

import java.time.Duration;
import java.util.List;
import org.visita.contracts.Coding;

/**
 * What can be booked. Durations are ISO 8601.
 *
 * @param duration of the visit itself, at least a minute
 * @param slotInterval between two starts, at least a minute
 * @param bufferBefore kept free before the visit
 * @param bufferAfter kept free after the visit
 * @param notice how long ahead a visit must be booked, elapsed time
 * @param horizon how far ahead a visit can be booked, elapsed time
 * @param requiresRoom whether the visit takes a room of its location
 * @param practitionerIds who offers it; empty: everybody
 * @param locationIds where it is offered; empty: everywhere
 * @param serviceType code for other systems; null if there is none
 */
public record VisitTypeEntry(
        Duration duration,
        Duration slotInterval,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration notice,
        Duration horizon,
        boolean requiresRoom,
        List<String> practitionerIds,
        List<String> locationIds,
        Coding serviceType) {
    public VisitTypeEntry {
        practitionerIds = List.copyOf(practitionerIds);
        locationIds = List.copyOf(locationIds);
    }
}
