package org.visita.local.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * What ehr-sync knows of the way to the EHR.
 *
 * @param connections clinic to when it was connected to this EHR
 * @param givenUp bookings whose delivery was given up, with the reason's code
 */
record EhrLinks(Map<String, Instant> connections, Map<String, String> givenUp) {

    /**
     * Those of clinics with a connection to the EHR.
     *
     * @param clinic whose connection counts wherever it points, as to something that stands before the EHR
     */
    static EhrLinks read(Connection connection, String ehr, String clinic) throws SQLException {
        Map<String, Instant> connections = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select clinic, min(created_at) from connection where base_url = ? or clinic = ? group by clinic")) {
            statement.setString(1, ehr);
            statement.setString(2, clinic);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    connections.put(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        }
        Map<String, String> givenUp = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select booking_id, code from dead_letter where state = 'open'");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) givenUp.put(rows.getString(1), rows.getString(2));
        }
        return new EhrLinks(connections, givenUp);
    }

    /** Null if the clinic has no connection to this EHR. */
    Instant connectedSince(String clinic) {
        return connections.get(clinic);
    }

    /** Why the EHR is not brought up to date; empty if nothing stands in the way. */
    String obstacle(String booking) {
        return givenUp.containsKey(booking) ? "; a dead letter: " + givenUp.get(booking) : "";
    }
}
