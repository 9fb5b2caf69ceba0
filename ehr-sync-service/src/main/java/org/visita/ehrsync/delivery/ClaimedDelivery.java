package org.visita.ehrsync.delivery;

import java.util.Map;
import java.util.UUID;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.kit.topics.EventJson;

/**
 * One booking that one EHR should hold, owned by this worker until its lease ends.
 *
 * @param externalId id of the Appointment in the EHR; null if it is not known
 * @param patientExternalId id of the booking's Patient in the EHR; null if it is not known
 * @param tries how often a worker has set out with this booking, this time included; from the second on, the EHR may
 *     hold an Appointment that nobody here knows of
 * @param canary whether the other deliveries wait for how this one fares
 * @param event the newest, read
 * @param bytes the same, as it came
 * @param headers of the record that brought it
 * @param origin topic/partition/offset of that record
 */
public record ClaimedDelivery(
        EhrTarget target,
        UUID lease,
        String externalId,
        String patientExternalId,
        int tries,
        boolean canary,
        BookingEvent event,
        byte[] bytes,
        Map<String, String> headers,
        String origin) {

    /** A delivery that nobody makes: only to see what it would be. */
    public static ClaimedDelivery toLookAt(EhrTarget target, String externalId, byte[] event, String origin) {
        return new ClaimedDelivery(
                target,
                new UUID(0, 0),
                externalId,
                null,
                // Not the first: the EHR may hold what nobody here knows of.
                2,
                false,
                EventJson.read(event, BookingEvent.class),
                event,
                Map.of(),
                origin);
    }

    public ConnectionRef connection() {
        return target.connection();
    }

    public String baseUrl() {
        return target.baseUrl();
    }

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

    /** @param id of the Patient in the EHR, or null */
    ClaimedDelivery ofPatient(String id) {
        return new ClaimedDelivery(target, lease, externalId, id, tries, canary, event, bytes, headers, origin);
    }
}
