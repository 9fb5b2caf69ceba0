package org.visita.audit.intake;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which entries stand in the trail. */
final class KnownEntries {

    private static final String FIND = """
            select clinic, occurred_at, id from audit_entry
            join unnest(?::text[], ?::timestamptz[], ?::uuid[]) as asked (clinic, occurred_at, id)
                using (clinic, occurred_at, id)""";

    private KnownEntries() {}

    static List<AuditEntry.Key> of(Connection connection, List<AuditEntry> entries) throws SQLException {
        List<AuditEntry.Key> known = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setArray(
                    1,
                    array(
                            connection,
                            "text",
                            entries.stream().map(AuditEntry::clinic).toArray()));
            select.setArray(
                    2,
                    array(
                            connection,
                            "timestamptz",
                            entries.stream()
                                    .map(one -> one.occurredAt().toString())
                                    .toArray()));
            select.setArray(
                    3,
                    array(
                            connection,
                            "uuid",
                            entries.stream().map(AuditEntry::id).toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.add(new AuditEntry.Key(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            row.getObject(3, UUID.class)));
                }
            }
        }
        return known;
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
