package org.visita.availability.slot;

import java.time.Instant;
import java.util.List;

/**
 * What the first slots are looked for of.
 *
 * @param visitTypes 1 to 20
 * @param from null: from now on
 */
record FirstSearch(List<String> visitTypes, Instant from, Wish wish) {

    private static final int MOST_TYPES = 20;

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
    static FirstSearch of(SearchFindings findings, Wish wish, String visitTypes, String from) {
        List<String> types = findings.ids("visitType", findings.needed("visitType", visitTypes), MOST_TYPES);
        Instant start = findings.instant("from", from);
        findings.check();
        return new FirstSearch(types, start, wish);
    }
}
