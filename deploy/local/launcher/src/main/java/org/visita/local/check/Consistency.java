package org.visita.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.visita.local.clinic.Ehr;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;

/** Compares the booking service's own tables with what the EHR answers, behind the back of everything between them. */
public final class Consistency {

    /** Never sent, or allowed to end before they were sent. */
    private static final Set<String> NEED_NO_APPOINTMENT = Set.of("held", "cancelled", "entered_in_error");

    /** As the booking's states are mapped; the EHR may say {@code arrived} for a patient who checked in. */
    private static final Map<String, Set<String>> STATUS = Map.of(
            "held", Set.of("proposed"),
            "pending", Set.of("pending"),
            "booked", Set.of("booked"),
            "checked_in", Set.of("checked-in", "arrived"),
            "fulfilled", Set.of("fulfilled"),
            "no_show", Set.of("noshow"),
            "cancelled", Set.of("cancelled"),
            "entered_in_error", Set.of("entered-in-error"));

    private final LocalStack stack;

    public Consistency(LocalStack stack) {
        this.stack = stack;
    }

    /** @throws StackProblem if the database does not answer */
    public Findings look() {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = stack.database(Service.BOOKING)) {
            connection.setReadOnly(true);
            findings.addAll(overlaps(connection));
            Map<String, Booked> bookings = bookings(connection);
            List<JsonNode> appointments = new Ehr(stack.ehr()).appointments();
            findings.addAll(compare(bookings, appointments));
            return new Findings(bookings.size(), appointments.size(), outbox(connection), findings);
        } catch (SQLException e) {
            throw new StackProblem("The booking database cannot be read: " + e.getMessage(), "See ./visita status", e);
        }
    }

    static List<Finding> compare(Map<String, Booked> bookings, List<JsonNode> appointments) {
        List<Finding> findings = new ArrayList<>();
        Map<String, List<JsonNode>> byBooking = appointments.stream().collect(Collectors.groupingBy(Ehr::bookingId));
        bookings.forEach((id, booking) -> {
            List<JsonNode> found = byBooking.getOrDefault(id, List.of());
            if (found.isEmpty() && !NEED_NO_APPOINTMENT.contains(booking.status())) {
                findings.add(new Finding("lost", id + " " + booking.status() + " has no Appointment"));
            }
            if (found.size() > 1) {
                findings.add(new Finding("doubled", id + " has " + found.size() + " Appointments"));
            }
            found.stream()
                    .filter(appointment -> !booking.matches(appointment))
                    .forEach(appointment -> findings.add(new Finding(
                            "stale",
                            id + " is version " + booking.version() + " " + booking.status() + " from "
                                    + booking.start() + ", its Appointment version " + Ehr.bookingVersion(appointment)
                                    + " " + appointment.path("status").asText() + " from "
                                    + appointment.path("start").asText())));
        });
        byBooking.keySet().stream()
                .filter(id -> !bookings.containsKey(id))
                .forEach(id -> findings.add(new Finding("unknown", id + " is in the EHR and is no booking")));
        return findings;
    }

    /** What the booking table says. */
    record Booked(String status, long version, Instant start, Instant end) {

        boolean matches(JsonNode appointment) {
            return Ehr.bookingVersion(appointment) == version
                    && STATUS.getOrDefault(status, Set.of())
                            .contains(appointment.path("status").asText())
                    && start.equals(instant(appointment, "start"))
                    && end.equals(instant(appointment, "end"));
        }

        private static Instant instant(JsonNode appointment, String field) {
            String text = appointment.path(field).asText();
            return text.isEmpty() ? Instant.MIN : OffsetDateTime.parse(text).toInstant();
        }
    }

    private Map<String, Booked> bookings(Connection connection) throws SQLException {
        String query = "SELECT id::text, status, version, start_at, end_at FROM booking WHERE clinic::text = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, stack.secrets().clinic());
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
    private static List<Finding> overlaps(Connection connection) throws SQLException {
        String query = """
                SELECT a.resource_id::text, a.booking_id::text, b.booking_id::text
                FROM occupancy a JOIN occupancy b
                  ON a.clinic = b.clinic AND a.resource_id = b.resource_id AND a.booking_id < b.booking_id
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

    private static long outbox(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM outbox");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
