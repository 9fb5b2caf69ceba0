package org.visita.local.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Rows of one snapshot of a database, taken in portions: all queries see the same moment, and none fills the memory. */
final class Rows {

    private static final int PORTION = 2_000;

    private final Connection connection;
    private final Tally tally;

    /** Begins the snapshot; it ends with the connection. */
    Rows(Connection connection, Tally tally) throws SQLException {
        this.connection = connection;
        this.tally = tally;
        // Portions are only fetched inside a transaction.
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @FunctionalInterface
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    /** @param what they are, in the plural, for whoever waits */
    void each(String what, String query, Reader reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(PORTION);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    tally.read(what);
                    reader.read(rows);
                }
            }
        }
    }

    /** Null if the column is. */
    static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
