package org.visita.audit.entry;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.visita.kit.paging.PageRequest;

/** The query of one page of one clinic. */
final class EntrySearch {

    // Entries of nobody's clinic are for nobody, whatever a token says.
    private final StringBuilder sql = new StringBuilder("select * from audit_entry where clinic <> ''");
    private final Tuple parameters = Tuple.tuple();

    EntrySearch(String clinic, EntryFilter filter, PageRequest page) {
        where("clinic = ", clinic);
        where("actor = ", filter.actor());
        where("resource_type = ", filter.resourceType());
        where("resource_id = ", filter.resourceId());
        where("action = ", filter.action());
        where("outcome = ", filter.outcome());
        where("occurred_at >= ", filter.from());
        where("occurred_at < ", filter.to());
        Optional<EntryPosition> after = page.after(EntryPosition::parse);
        after.ifPresent(position -> sql.append(" and (occurred_at, id) < (")
                .append(next(position.occurredAt().atOffset(ZoneOffset.UTC)))
                .append(", ")
                .append(next(position.id()))
                .append(")"));
        sql.append(" order by occurred_at desc, id desc limit ").append(next(page.fetch()));
    }

    String sql() {
        return sql.toString();
    }

    Tuple parameters() {
        return parameters;
    }

    private void where(String condition, Object value) {
        if (value != null) {
            sql.append(" and ")
                    .append(condition)
                    .append(next(value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value));
        }
    }

    private String next(Object value) {
        parameters.addValue(value);
        return "$" + parameters.size();
    }
}
