package org.visita.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Service;

/** The tables of the audit trail, as PostgreSQL's superuser: who can read and change all of it behind everybody's back. */
final class TrailRows extends Database {

    private final LocalStack stack;

    TrailRows(LocalStack stack) {
        this.stack = stack;
    }

    /** An entry that the door wrote. */
    record Entry(String trace, String requestId, String action, String outcome, String code) {}

    /** What the door wrote of requests with these trace ids. */
    List<Entry> ofTraces(List<String> traces) {
        return entries("trace_id = any (?)", traces);
    }

    /** What the door wrote of these actors. */
    List<Entry> ofActors(List<String> actors) {
        return entries("actor = any (?)", actors);
    }

    private List<Entry> entries(String condition, List<String> of) {
        return rows(
                        "select trace_id, request_id, action, outcome, code from audit_entry where emitter = 'gateway' and "
                                + condition + " order by occurred_at, id",
                        (Object) of.toArray(String[]::new))
                .stream()
                .map(row -> new Entry(text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4)))
                .toList();
    }

    private static String text(List<Object> row, int column) {
        return (String) row.get(column);
    }

    /**
     * Processes some of whose numbers have not come. Those that are a part of a topic, whose numbers are its offsets, may
     * leave some out.
     */
    List<List<Object>> incomplete() {
        return rows("""
                select emitter, process, seen::text
                from (select emitter, process from audit_emitter union select emitter, process from audit_number) as known,
                    audit_seen(emitter, process) as seen
                where process not like '%/%' and seen <> int8multirange(int8range(1, upper(seen)))""");
    }

    @Override
    Connection connect() throws SQLException {
        return stack.superuser(Service.AUDIT);
    }
}
