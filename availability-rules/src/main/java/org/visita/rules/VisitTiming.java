package org.visita.rules;

import java.time.Duration;

/**
 * How long a visit takes, and how its starts are spaced. Whole minutes of elapsed time.
 *
 * @param duration of the visit itself, 1 minute to 24 hours
 * @param slotInterval from one offered start to the next, 1 minute to 24 hours
 * @param bufferBefore time the practitioner, room and equipment are taken before the visit, 0 to 24 hours
 * @param bufferAfter time the practitioner, room and equipment are taken after the visit, 0 to 24 hours
 */
public record VisitTiming(Duration duration, Duration slotInterval, Duration bufferBefore, Duration bufferAfter) {

    /** The longest visit, step or buffer. Bounds how far around a start the engine has to look. */
    public static final Duration MAX_DURATION = Duration.ofHours(24);

    public VisitTiming {
        Require.minutes("duration", duration, Duration.ofMinutes(1), MAX_DURATION);
        Require.minutes("slotInterval", slotInterval, Duration.ofMinutes(1), MAX_DURATION);
        Require.minutes("bufferBefore", bufferBefore, Duration.ZERO, MAX_DURATION);
        Require.minutes("bufferAfter", bufferAfter, Duration.ZERO, MAX_DURATION);
    }

    /** From when a visit that starts then takes its resources; epoch seconds. */
    long takenFrom(long start) {
        return start - bufferBefore.toSeconds();
    }

    /** When the resources are free again after a visit that starts then; epoch seconds. */
    long takenTo(long start) {
        return start + duration.toSeconds() + bufferAfter.toSeconds();
    }
}
