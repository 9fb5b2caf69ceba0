package org.visita.ehrsync.wanted;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Change;
import org.visita.kit.topics.EventJson;

/**
 * The newest of a booking that a batch brought, as the table takes it; {@code event} is base64.
 *
 * @param status what the booking is to an EHR: {@code HELD} also where it has ended without having been more than that
 * @param changedBy where the change came from; {@link #SEVERAL} where the batch has changes from different places
 */
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

    private static final String SEVERAL = "several";
    private static final int LONGEST_ORIGIN = 255;

    static WantedBooking of(BookingEvent event, ReceivedRecord record) {
        BookingSnapshot booking = event.booking();
        String changedBy = event.origin().replace('\0', ' ');
        return new WantedBooking(
                booking.clinic(),
                booking.id(),
                booking.version(),
                (endedAsHold(event) ? BookingStatus.HELD : booking.status()).name(),
                booking.end(),
                changedBy.length() > LONGEST_ORIGIN ? changedBy.substring(0, LONGEST_ORIGIN) : changedBy,
                record.value(),
                new String(EventJson.write(record.headers()), StandardCharsets.UTF_8),
                record.origin());
    }

    /**
     * Of two snapshots of one booking, the one that tells more. If the two came from different places, it is no EHR's
     * echo: the EHR that sent the one has yet to hear of the other.
     */
    static WantedBooking newer(WantedBooking one, WantedBooking other) {
        WantedBooking newest = one.version() >= other.version() ? one : other;
        return one.changedBy().equals(other.changedBy()) ? newest : newest.fromSeveral();
    }

    /** Released or expired. By the last change, as it may be the only one that was seen: what was booked, ends as booked. */
    private static boolean endedAsHold(BookingEvent event) {
        return event.booking().status() == BookingStatus.CANCELLED
                && event.changes().stream().anyMatch(WantedBooking::isFromHeld);
    }

    private static boolean isFromHeld(Change change) {
        return "status".equals(change.field()) && BookingStatus.HELD.name().equals(change.before());
    }

    private WantedBooking fromSeveral() {
        return new WantedBooking(clinic, id, version, status, endsAt, SEVERAL, event, headers, origin);
    }

    String key() {
        return clinic + '/' + id;
    }
}
