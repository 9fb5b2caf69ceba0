package org.visita.booking;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Counts rows behind the service's back. */
public final class Rows {

    private Rows() {}

    /** @param tableAndCondition with one question mark, for the id */
    public static long count(String tableAndCondition, String id) {
        return number("select count(*) from " + tableAndCondition, id);
    }

    /** A transaction of somebody else, for as long as the test wants it. */
    static Transaction begin() {
        try {
            Connection connection =
                    Arc.container().instance(AgroalDataSource.class).get().getConnection();
            connection.setAutoCommit(false);
            return new Transaction(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Rolled back if it is not committed. */
    record Transaction(Connection connection) implements AutoCloseable {

        /** @param statement with one question mark, for the id */
        void change(String statement, String id) throws SQLException {
            try (PreparedStatement change = connection.prepareStatement(statement)) {
                change.setObject(1, UUID.fromString(id));
                change.executeUpdate();
            }
        }

        boolean isWaitedFor() throws SQLException {
            try (PreparedStatement waiting = connection.prepareStatement(
                            "select exists (select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid)))");
                    ResultSet result = waiting.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }

        void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }

    /** @param statement with one question mark, for the id */
    public static void change(String statement, String id) {
        AgroalDataSource database =
                Arc.container().instance(AgroalDataSource.class).get();
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(statement)) {
            change.setObject(1, UUID.fromString(id));
            change.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As time would: the service reads no other clock for a hold than these columns. */
    public static void expire(String hold) {
        change("update booking set hold_expires_at = now() - interval '1 second' where id = ?", hold);
        change("update occupancy set expires_at = now() - interval '1 second' where booking_id = ?", hold);
    }

    public static long number(String query, String id) {
        AgroalDataSource database =
                Arc.container().instance(AgroalDataSource.class).get();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, UUID.fromString(id));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** @param query of one text column, with one question mark, for an array of the ids */
    public static List<String> texts(String query, List<String> ids) {
        AgroalDataSource database =
                Arc.container().instance(AgroalDataSource.class).get();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            List<String> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(result.getString(1));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
