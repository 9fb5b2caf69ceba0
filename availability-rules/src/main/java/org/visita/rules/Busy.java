package org.visita.rules;

import java.time.Instant;

/**
 * Time taken, half-open {@code [start, end)}. For a practitioner or a room it includes the buffers of the visit that
 * takes it; for a patient it is the visit alone.
 *
 * @param resourceId a practitioner, a room or a patient
 * @param start first instant taken
 * @param end first instant free again; after {@code start}
 */
public record Busy(String resourceId, Instant start, Instant end) {

    public Busy {
        Require.id("resourceId", resourceId);
        Require.present("start", start);
        Require.present("end", end);
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("busy start " + start + " must be before its end " + end);
        }
    }
}
