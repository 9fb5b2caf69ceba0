package org.visita.audit.search;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.visita.audit.chain.ChainEntry;

/**
 * The query of one page of one clinic, in the order of time. What no index finds is looked for among {@link #MOST_ROWS}
 * rows at once: then the page ends where the search did, and the next one goes on from there.
 *
 * @param person pseudonym of the patient that the filter names; null where it names none
 * @param after where the page before ended; null for the first one
 * @param order which end of the trail comes first
 */
record EntrySearch(String clinic, EntryFilter filter, UUID person, EntryPosition after, Order order) {

    /** Some 50 ms of a database that has them in memory. */
    static final int MOST_ROWS = 25_000;

    enum Order {
        NEWEST_FIRST(" order by occurred_at desc, id desc ", "<"),
        OLDEST_FIRST(" order by occurred_at, id ", ">");

        private final String sql;
        private final String after;

        Order(String sql, String after) {
            this.sql = sql;
            this.after = after;
        }

        /** Which of the two comes later in this order. */
        EntryPosition later(EntryPosition one, EntryPosition other) {
            boolean oneIsNewer = EntryPosition.ORDER.compare(one, other) > 0;
            return oneIsNewer == (this == OLDEST_FIRST) ? one : other;
        }
    }

    /** @param fetch rows at most */
    Statement rows(int fetch) {
        EntryConditions conditions = new EntryConditions(clinic, filter, person);
        Statement statement = new Statement();
        if (conditions.hasOthers()) {
            statement.add("select * from (");
        }
        base(statement, conditions, ChainEntry.COLUMNS);
        if (conditions.hasOthers()) {
            statement.add("limit " + MOST_ROWS + ") looked_at where ");
            conditions.addOthers(statement);
            statement.add(order.sql);
        }
        return statement.add("limit " + fetch);
    }

    /** Where the last row is that was looked at, if there may be more behind it. */
    Optional<Statement> end() {
        EntryConditions conditions = new EntryConditions(clinic, filter, person);
        if (!conditions.hasOthers()) {
            return Optional.empty();
        }
        Statement statement = new Statement();
        base(statement, conditions, "occurred_at, id");
        return Optional.of(statement.add("offset " + (MOST_ROWS - 1) + " limit 1"));
    }

    private void base(Statement statement, EntryConditions conditions, String columns) {
        statement.add("select " + columns + " from audit_entry where ");
        conditions.addIndexed(statement);
        if (after != null) {
            statement.add(
                    " and (occurred_at, id) " + order.after + " (?, ?)",
                    after.occurredAt().atOffset(ZoneOffset.UTC),
                    after.id());
        }
        statement.add(order.sql);
    }
}
