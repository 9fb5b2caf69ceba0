package org.visita.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.visita.local.clinic.Ehr;

/** Compares bookings with the EHR's Appointments, which come one by one and are not kept. */
final class AppointmentComparison {

    /** As the booking's states are mapped; the EHR may say {@code arrived} for a patient who checked in. */
    private static final Map<String, Set<String>> STATUS = Map.of(
            "PENDING", Set.of("pending"),
            "BOOKED", Set.of("booked"),
            "CHECKED_IN", Set.of("checked-in", "arrived"),
            "FULFILLED", Set.of("fulfilled"),
            "NO_SHOW", Set.of("noshow"),
            "CANCELLED", Set.of("cancelled"),
            "ENTERED_IN_ERROR", Set.of("entered-in-error"));

    private final Map<String, Booked> bookings;
    private final EhrLinks links;
    private final Map<String, Integer> appointments = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private int seen;

    AppointmentComparison(Map<String, Booked> bookings, EhrLinks links) {
        this.bookings = bookings;
        this.links = links;
    }

    void add(JsonNode appointment) {
        seen++;
        String id = Ehr.bookingId(appointment);
        Booked booking = bookings.get(id);
        if (booking == null) {
            findings.add(new Finding(Kind.UNKNOWN, id, "is in the EHR and is no booking"));
            return;
        }
        appointments.merge(id, 1, Integer::sum);
        if (booking.isHold()) {
            findings.add(new Finding(Kind.UNKNOWN, id, "is in the EHR and was never more than a hold"));
        } else if (!matches(booking, appointment)) {
            findings.add(new Finding(
                    Kind.STALE,
                    id,
                    "is version " + booking.version() + " " + booking.status() + " from " + booking.start()
                            + ", its Appointment version " + Ehr.bookingVersion(appointment) + " "
                            + appointment.path("status").asText() + " from "
                            + appointment.path("start").asText() + links.obstacle(id)));
        }
    }

    /** How many Appointments were compared. */
    int seen() {
        return seen;
    }

    /** Once all Appointments have come. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        bookings.forEach((id, booking) -> {
            int found = appointments.getOrDefault(id, 0);
            if (found == 0 && booking.needsAppointment(links.connectedSince(booking.clinic()))) {
                all.add(new Finding(Kind.LOST, id, booking.status() + " has no Appointment" + links.obstacle(id)));
            }
            if (found > 1) all.add(new Finding(Kind.DOUBLED, id, "has " + found + " Appointments"));
        });
        return all;
    }

    private static boolean matches(Booked booking, JsonNode appointment) {
        return Ehr.bookingVersion(appointment) == booking.version()
                && STATUS.getOrDefault(booking.status(), Set.of())
                        .contains(appointment.path("status").asText())
                && booking.start().equals(instant(appointment, "start"))
                && booking.end().equals(instant(appointment, "end"));
    }

    private static Instant instant(JsonNode appointment, String field) {
        try {
            return OffsetDateTime.parse(appointment.path(field).asText()).toInstant();
        } catch (DateTimeException none) {
            return Instant.MIN;
        }
    }
}
