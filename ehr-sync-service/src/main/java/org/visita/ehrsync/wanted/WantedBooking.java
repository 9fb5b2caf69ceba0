package org.visita.ehrsync.wanted;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Change;
import org.visita.ehrsync.delivery.StorableText;
import org.visita.kit.topics.EventJson;

/**
 * The newest of a booking that a batch brought, as the table takes it; {@code event} is base64.
 *
 * @param status of the booking, or {@link #HOLD_ENDED} where it has ended without having been more than held
 * @param changedBy where the change came from; {@link #SEVERAL} where the batch has changes from different places
 */
record WantedBooking(
        String clinic,
        String id,
        int version,
        String status,
        @JsonProperty("ends_at") Instant endsAt,
        @JsonProperty("changed_by") String changedBy,
        @JsonProperty("visit_type_id") String visitTypeId,
        @JsonProperty("practitioner_id") String practitionerId,
        @JsonProperty("location_id") String locationId,
        @JsonProperty("occurred_at") Instant occurredAt,
        byte[] event,
        String headers,
        String origin) {

    private static final String HOLD_ENDED = "HOLD_ENDED";
    private static final String SEVERAL = "several";
    private static final int LONGEST_ORIGIN = 255;

    static WantedBooking of(BookingEvent event, ReceivedRecord record) {
        BookingSnapshot booking = event.booking();
        return new WantedBooking(
                booking.clinic(),
                booking.id(),
                booking.version(),
                endedAsHold(event) ? HOLD_ENDED : booking.status().name(),
                booking.end(),
                StorableText.of(event.origin(), LONGEST_ORIGIN),
                booking.visitTypeId(),
                booking.practitionerId(),
                booking.locationId(),
                event.occurredAt(),
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
        return new WantedBooking(
                clinic,
                id,
                version,
                status,
                endsAt,
                SEVERAL,
                visitTypeId,
                practitionerId,
                locationId,
                occurredAt,
                event,
                headers,
                origin);
    }

    String key() {
        return clinic + '/' + id;
    }
}
