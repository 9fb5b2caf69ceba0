package org.visita.rules;

import java.time.Duration;
import java.util.Set;

/**
 * A kind of visit that can be booked. All durations are whole minutes of elapsed time.
 *
 * @param id of the visit type
 * @param duration of the visit itself, 1 minute to 24 hours
 * @param slotInterval from one offered start to the next, 1 minute to 24 hours
 * @param bufferBefore time the practitioner and the room are taken before the visit, 0 to 24 hours
 * @param bufferAfter time the practitioner and the room are taken after the visit, 0 to 24 hours
 * @param notice a start must be at least this far ahead, 0 to {@link #MAX_HORIZON}
 * @param horizon a start must be at most this far ahead, from {@code notice} to {@link #MAX_HORIZON}
 * @param requiresRoom whether a room of the location is taken too
 * @param practitionerIds who offers it; empty means every practitioner
 * @param locationIds where it is offered; empty means every location
 */
public record VisitType(
        String id,
        Duration duration,
        Duration slotInterval,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration notice,
        Duration horizon,
        boolean requiresRoom,
        Set<String> practitionerIds,
        Set<String> locationIds) {

    /** The longest visit, step or buffer. Bounds how far around a start the engine has to look. */
    public static final Duration MAX_DURATION = Duration.ofHours(24);

    /** The furthest horizon: ten years. */
    public static final Duration MAX_HORIZON = Duration.ofDays(3653);

    public VisitType {
        Require.id("visit type id", id);
        Require.minutes("duration", duration, Duration.ofMinutes(1), MAX_DURATION);
        Require.minutes("slotInterval", slotInterval, Duration.ofMinutes(1), MAX_DURATION);
        Require.minutes("bufferBefore", bufferBefore, Duration.ZERO, MAX_DURATION);
        Require.minutes("bufferAfter", bufferAfter, Duration.ZERO, MAX_DURATION);
        Require.minutes("notice", notice, Duration.ZERO, MAX_HORIZON);
        Require.minutes("horizon", horizon, notice, MAX_HORIZON);
        practitionerIds = Set.copyOf(Require.present("practitionerIds", practitionerIds));
        locationIds = Set.copyOf(Require.present("locationIds", locationIds));
    }

    /** Whether this visit is offered by that practitioner at that location, as far as this type says. */
    public boolean offeredBy(String practitionerId, String locationId) {
        return (practitionerIds.isEmpty() || practitionerIds.contains(practitionerId))
                && (locationIds.isEmpty() || locationIds.contains(locationId));
    }

    /** From when a visit that starts then takes practitioner and room; epoch seconds. */
    long takenFrom(long start) {
        return start - bufferBefore.toSeconds();
    }

    /** When practitioner and room are free again after a visit that starts then; epoch seconds. */
    long takenTo(long start) {
        return start + duration.toSeconds() + bufferAfter.toSeconds();
    }
}
