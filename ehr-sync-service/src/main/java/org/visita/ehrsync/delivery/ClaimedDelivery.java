package org.visita.ehrsync.delivery;

import java.util.Map;
import java.util.UUID;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;

/**
 * One booking that one EHR should hold, owned by this worker until its lease ends.
 *
 * @param externalId id of the Appointment in the EHR; null if it is not known
 * @param tries how often a worker has set out with this booking, this time included; from the second on, the EHR may
 *     hold an Appointment that nobody here knows of
 * @param canary whether the other deliveries wait for how this one fares
 * @param event the newest, read
 * @param bytes the same, as it came
 * @param headers of the record that brought it
 * @param origin topic/partition/offset of that record
 */
public record ClaimedDelivery(
        ConnectionRef connection,
        String baseUrl,
        UUID lease,
        String externalId,
        int tries,
        boolean canary,
        BookingEvent event,
        byte[] bytes,
        Map<String, String> headers,
        String origin) {

    public BookingSnapshot booking() {
        return event.booking();
    }

    public String bookingId() {
        return event.booking().id();
    }

    /** The version that is about to be written. */
    public int version() {
        return event.booking().version();
    }

    public boolean firstTry() {
        return tries == 1;
    }
}
