package org.visita.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Service;

/** The booking service's own tables, behind its back. */
final class BookingDatabase {

    private final LocalStack stack;

    BookingDatabase(LocalStack stack) {
        this.stack = stack;
    }

    /** An event that waits to be sent. */
    record Waiting(String eventId, String booking) {}

    List<Waiting> outbox() {
        return rows("select id::text, aggregateid from outbox order by seq").stream()
                .map(row -> new Waiting((String) row.get(0), (String) row.get(1)))
                .toList();
    }

    void awaitEmptyOutbox(Duration within) {
        await().atMost(within).until(() -> outbox().isEmpty());
    }

    long bookings() {
        return (long) rows("select count(*) from booking").getFirst().getFirst();
    }

    /** The name of the session that leads the relay; empty if none does. */
    String relayLeader() {
        return rows("""
                select a.application_name from pg_locks l join pg_stat_activity a using (pid)
                where l.locktype = 'advisory' and l.granted and l.objid = %d and l.database =
                    (select oid from pg_database where datname = current_database())""".formatted(HeldRelay.OBJECT)).stream()
                .map(row -> (String) row.getFirst())
                .findFirst()
                .orElse("");
    }

    List<List<Object>> rows(String query, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, query, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<List<Object>> found = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getObject(column));
                }
                found.add(row);
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** @return how many rows it changed */
    int execute(String statement, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement prepared = prepare(connection, statement, parameters)) {
            return prepared.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Connection connect() throws SQLException {
        return stack.database(Service.BOOKING);
    }

    private static PreparedStatement prepare(Connection connection, String text, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
        return statement;
    }
}
