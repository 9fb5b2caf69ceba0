package org.visita.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What one event says of a booking, as far as it is compared. */
record Told(String eventId, String booking, int version, String status, Instant start, Instant end) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @return empty if it is no event of a booking */
    static Optional<Told> read(String eventId, byte[] payload) {
        try {
            JsonNode booking = JSON.readTree(payload).path("booking");
            Told told = new Told(
                    eventId,
                    booking.path("id").asText(),
                    booking.path("version").asInt(),
                    booking.path("status").asText(),
                    Instant.parse(booking.path("start").asText()),
                    Instant.parse(booking.path("end").asText()));
            return Optional.of(told).filter(each -> !each.booking.isEmpty() && each.version > 0);
        } catch (IOException | DateTimeException | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    boolean agreesWith(Booked row) {
        return status.equals(row.status()) && start.equals(row.start()) && end.equals(row.end());
    }
}
