package org.visita.availability.slot;

import java.time.Duration;
import java.time.Instant;
import org.visita.rules.SlotQuery;

/**
 * What is looked for.
 *
 * @param groupBy null: not in groups
 * @param limit 1 to 1000
 * @param after last slot of the page before; null on the first page
 */
record SlotSearch(String visitType, Instant from, Instant to, Wish wish, GroupBy groupBy, int limit, SlotCursor after) {

    private static final int USUAL_LIMIT = 200;
    private static final int LARGEST_LIMIT = 1000;

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
    static SlotSearch of(
            SearchFindings findings,
            Wish wish,
            String visitType,
            String from,
            String to,
            String groupBy,
            Integer limit,
            String cursor) {
        String type = findings.id("visitType", findings.needed("visitType", visitType));
        Instant start = findings.instant("from", findings.needed("from", from));
        Instant end = findings.instant("to", findings.needed("to", to));
        if (start != null && end != null) {
            if (!start.isBefore(end)) {
                findings.add("to", "is after from");
            } else if (Duration.between(start, end).compareTo(SlotQuery.MAX_SPAN) > 0) {
                findings.add("to", "is at most " + SlotQuery.MAX_SPAN.toDays() + " days after from");
            }
        }
        GroupBy by = findings.code("groupBy", groupBy, GroupBy.values(), GroupBy::code);
        if (by != null && by.byDate() && wish.zone() == null) {
            findings.add("zone", "is needed to group by date");
        }
        int most = findings.limit("limit", limit, USUAL_LIMIT, LARGEST_LIMIT);
        findings.check();
        SlotCursor after = cursor == null ? null : SlotCursor.parse(cursor, start, end);
        return new SlotSearch(type, start, end, wish, by, most, after);
    }

    /** The slots that start in part of the range. */
    SlotQuery query(Instant first, Instant last, Instant now, int most) {
        return wish.query(visitType, first, last, now, most);
    }
}
