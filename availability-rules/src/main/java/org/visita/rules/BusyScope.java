package org.visita.rules;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer depends on: load all times that overlap {@code [from, to)} for these resources, the group sessions
 * among them, and the counts; more does no harm, less makes the answer wrong.
 *
 * @param resourceIds practitioners, rooms, equipment and, for one visit, its patient; empty when nothing has to be
 *     loaded
 * @param from start of the range, inclusive
 * @param to end of the range, exclusive
 * @param sessionsOf the visit type whose group sessions in the range count too; empty if it is no group visit
 * @param counts where limits or a fair choice are to be found out; when a visit may be given to several practitioners,
 *     also when each was last given one
 */
public record BusyScope(
        Set<String> resourceIds, Instant from, Instant to, Optional<String> sessionsOf, Optional<CountScope> counts) {

    public BusyScope {
        resourceIds = Set.copyOf(Require.present("resourceIds", resourceIds));
        Require.present("from", from);
        Require.present("to", to);
        Require.present("sessionsOf", sessionsOf);
        Require.present("counts", counts);
    }

    /** Whether the answer depends on nothing that is taken. */
    public boolean isEmpty() {
        return resourceIds.isEmpty();
    }
}
