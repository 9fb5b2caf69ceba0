package org.visita.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
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
            BookingTables tables = new BookingTables(connection);
            findings.addAll(tables.overlaps());
            findings.addAll(tables.miscountedSeats());
            Map<String, Booked> bookings = tables.bookings(stack.secrets().clinic());
            List<JsonNode> appointments = new Ehr(stack.ehr()).appointments();
            findings.addAll(compare(bookings, appointments));
            return new Findings(bookings.size(), appointments.size(), tables.outbox(), findings);
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
}
