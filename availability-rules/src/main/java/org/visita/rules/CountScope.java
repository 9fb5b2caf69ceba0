package org.visita.rules;

import java.time.LocalDate;
import java.util.Set;

/**
 * The counts of visits that an answer depends on: of all visit types, for these practitioners, from the first date to
 * the last, both included. They span whole ISO weeks, whatever the bounds of the query.
 */
public record CountScope(Set<String> practitionerIds, LocalDate first, LocalDate last) {

    public CountScope {
        practitionerIds = Set.copyOf(Require.present("practitionerIds", practitionerIds));
        Require.present("first", first);
        Require.present("last", last);
    }
}
