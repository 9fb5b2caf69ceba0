package org.visita.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Asks for the free slots with {@code from <= start < to}.
 *
 * @param visitTypeId what is to be booked
 * @param from earliest start, inclusive
 * @param to latest start, exclusive; after {@code from}, by at most {@link #MAX_SPAN}
 * @param practitionerIds by whom; empty means anyone who offers it
 * @param locationIds where; empty means anywhere it is offered
 * @param now the current instant, from which notice and horizon count
 * @param limit the most slots to return, 1 to {@link #MAX_LIMIT}
 */
public record SlotQuery(
        String visitTypeId,
        Instant from,
        Instant to,
        Set<String> practitionerIds,
        Set<String> locationIds,
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
        Require.present("now", now);
        practitionerIds = Set.copyOf(Require.present("practitionerIds", practitionerIds));
        locationIds = Set.copyOf(Require.present("locationIds", locationIds));
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
