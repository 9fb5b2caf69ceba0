package org.visita.ehrsync.wanted;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.kit.topics.EventJson;

/** The newest of a booking that a batch brought, as the table takes it; {@code event} is base64. */
record WantedBooking(
        String clinic,
        String id,
        int version,
        String status,
        @JsonProperty("ends_at") Instant endsAt,
        @JsonProperty("changed_by") String changedBy,
        byte[] event,
        String headers,
        String origin) {

    private static final int LONGEST_ORIGIN = 255;

    static WantedBooking of(BookingEvent event, ReceivedRecord record) {
        BookingSnapshot booking = event.booking();
        String changedBy = event.origin().replace('\0', ' ');
        return new WantedBooking(
                booking.clinic(),
                booking.id(),
                booking.version(),
                booking.status().name(),
                booking.end(),
                changedBy.length() > LONGEST_ORIGIN ? changedBy.substring(0, LONGEST_ORIGIN) : changedBy,
                record.value(),
                new String(EventJson.write(record.headers()), StandardCharsets.UTF_8),
                record.origin());
    }

    /** Of two snapshots of one booking, the one that tells more. */
    static WantedBooking newer(WantedBooking one, WantedBooking other) {
        return one.version() >= other.version() ? one : other;
    }

    String key() {
        return clinic + '/' + id;
    }
}
