package org.visita.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * Asks for the free slots with {@code from <= start < to}.
 *
 * @param visitTypeId what is to be booked
 * @param from earliest start, inclusive
 * @param to latest start, exclusive; after {@code from}, by at most {@link #MAX_SPAN}
 * @param filter who and where
 * @param modality how it is to happen; null means in person where possible, else at a distance
 * @param patient for whom; null leaves it open, and the visit type's own timing holds
 * @param now the current instant, from which notice and horizon count
 * @param limit the most slots to return, 1 to {@link #MAX_LIMIT}
 */
public record SlotQuery(
        String visitTypeId,
        Instant from,
        Instant to,
        SlotFilter filter,
        Modality modality,
        PatientStatus patient,
        Instant now,
        int limit) {

    /** Two months: as far as a calendar page shows, and a bound on the work of one query. */
    public static final Duration MAX_SPAN = Duration.ofDays(62);

    /** Bounds the memory of one answer. */
    public static final int MAX_LIMIT = 100_000;

    public SlotQuery {
        Require.id("visitTypeId", visitTypeId);
        Require.present("from", from);
        Require.present("to", to);
        Require.present("filter", filter);
        Require.present("now", now);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " must be before to " + to);
        }
        if (Duration.between(from, to).compareTo(MAX_SPAN) > 0) {
            throw new IllegalArgumentException("from and to must be at most " + MAX_SPAN.toDays() + " days apart");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }
}
