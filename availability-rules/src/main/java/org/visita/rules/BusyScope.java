package org.visita.rules;

import java.time.Instant;
import java.util.Set;

/**
 * The busy times that an answer depends on: load all that overlap {@code [from, to)} for these resources; more does no
 * harm, less makes the answer wrong.
 *
 * @param resourceIds practitioners, rooms and, for one visit, its patient; empty when nothing has to be loaded
 * @param from start of the range, inclusive
 * @param to end of the range, exclusive
 */
public record BusyScope(Set<String> resourceIds, Instant from, Instant to) {

    public BusyScope {
        resourceIds = Set.copyOf(Require.present("resourceIds", resourceIds));
        Require.present("from", from);
        Require.present("to", to);
    }

    /** Whether the answer depends on no busy time at all. */
    public boolean isEmpty() {
        return resourceIds.isEmpty();
    }
}
