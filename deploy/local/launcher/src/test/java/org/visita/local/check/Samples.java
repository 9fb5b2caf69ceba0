package org.visita.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.visita.local.clinic.Ehr;

/** Bookings at nine, and what is told of them. */
final class Samples {

    static final String CLINIC = "c1";
    static final Instant NINE = Instant.parse("2026-12-01T09:00:00Z");
    static final Duration VISIT = Duration.ofMinutes(30);

    private Samples() {}

    static Booked booked(int version) {
        return in("BOOKED", version);
    }

    static Booked in(String status, int version) {
        String reason = status.equals("CANCELLED") ? "PATIENT_REQUEST" : null;
        return new Booked(CLINIC, status, version, NINE, NINE.plus(VISIT), reason);
    }

    static Booked endedHold() {
        return new Booked(CLINIC, "CANCELLED", 2, NINE, NINE.plus(VISIT), "HOLD_EXPIRED");
    }

    static Told told(String booking, int version, String eventId) {
        return told(booking, version, eventId, NINE);
    }

    static Told told(String booking, int version, String eventId, Instant start) {
        return new Told(eventId, booking, version, "BOOKED", start, start.plus(VISIT));
    }

    static JsonNode appointment(String bookingId, int version, String status, Instant start) {
        ObjectNode appointment = JsonNodeFactory.instance.objectNode();
        appointment.put("status", status);
        appointment.put("start", start.atOffset(ZoneOffset.ofHours(2)).toString());
        appointment.put("end", start.plus(VISIT).atOffset(ZoneOffset.ofHours(2)).toString());
        appointment
                .putArray("identifier")
                .addObject()
                .put("system", Ehr.BOOKING_ID)
                .put("value", bookingId);
        appointment
                .putArray("extension")
                .addObject()
                .put("url", Ehr.BOOKING_VERSION)
                .put("valueInteger", version);
        return appointment;
    }
}
