package org.visita.local.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.visita.local.check.Consistency.Booked;

/** What stands in the booking service's own tables. */
final class BookingTables {

    private final Connection connection;

    BookingTables(Connection connection) {
        this.connection = connection;
    }

    Map<String, Booked> bookings(String clinic) throws SQLException {
        String query = "SELECT id::text, status, version, start_at, end_at FROM booking WHERE clinic::text = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, clinic);
            Map<String, Booked> bookings = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bookings.put(
                            rows.getString(1),
                            new Booked(
                                    rows.getString(2).toLowerCase(Locale.ROOT),
                                    rows.getLong(3),
                                    rows.getObject(4, OffsetDateTime.class).toInstant(),
                                    rows.getObject(5, OffsetDateTime.class).toInstant()));
                }
            }
            return bookings;
        }
    }

    /** Across all clinics: the constraint that forbids it is asked to have been there all along. */
    List<Finding> overlaps() throws SQLException {
        String query = """
                WITH held AS (SELECT clinic, resource_id, coalesce(booking_id, session_id) AS holder, start_at, end_at
                    FROM occupancy)
                SELECT a.resource_id::text, a.holder::text, b.holder::text FROM held a JOIN held b
                  ON a.clinic = b.clinic AND a.resource_id = b.resource_id AND a.holder < b.holder
                 AND a.start_at < b.end_at AND b.start_at < a.end_at
                """;
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<Finding> findings = new ArrayList<>();
            while (rows.next()) {
                findings.add(new Finding(
                        "overlap",
                        rows.getString(2) + " and " + rows.getString(3) + " both hold " + rows.getString(1)));
            }
            return findings;
        }
    }

    /** Across all clinics: a session's taken seats are those of its bookings. */
    List<Finding> miscountedSeats() throws SQLException {
        String query = """
                SELECT s.id::text, s.taken, s.seats, count(b.id) FROM group_session s LEFT JOIN booking b
                  ON b.clinic = s.clinic AND b.session_id = s.id AND b.status NOT IN ('CANCELLED', 'ENTERED_IN_ERROR')
                GROUP BY s.clinic, s.id HAVING s.taken <> count(b.id)
                """;
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<Finding> findings = new ArrayList<>();
            while (rows.next()) {
                findings.add(new Finding(
                        "seats",
                        "session " + rows.getString(1) + " counts " + rows.getInt(2) + " of " + rows.getInt(3)
                                + " seats as taken, and has " + rows.getLong(4) + " bookings"));
            }
            return findings;
        }
    }

    long outbox() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM outbox");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
