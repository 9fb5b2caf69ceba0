package org.visita.rules;

import java.time.Instant;

/**
 * Time in which a practitioner does not work, wherever; half-open {@code [start, end)}.
 *
 * @param id of the time off
 * @param practitionerId who is away
 * @param start first instant away
 * @param end first instant back; after {@code start}
 */
public record TimeOff(String id, String practitionerId, Instant start, Instant end) implements CatalogPart {

    public TimeOff {
        Require.id("time off id", id);
        Require.id("time off's practitionerId", practitionerId);
        Require.present("start", start);
        Require.present("end", end);
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("time off start " + start + " must be before its end " + end);
        }
    }
}
