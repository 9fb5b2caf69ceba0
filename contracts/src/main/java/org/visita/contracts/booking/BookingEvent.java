package org.visita.contracts.booking;

import java.time.Instant;
import java.util.List;
import org.visita.contracts.Actor;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;

/**
 * A booking was created, updated or cancelled.
 *
 * @param eventId the CloudEvents id; the same whenever the event comes again
 * @param type one of {@code booking.created}, {@code booking.updated}, {@code booking.cancelled}
 * @param booking everything, after the change
 * @param changes what differs from the version before; empty at creation
 * @param actor who did it
 * @param origin where the change came from: {@code api}, {@code fhir}, {@code ehr:<connection>}, or {@code visita} for what
 *     Visita does by itself; others may come
 */
public record BookingEvent(
        String eventId,
        String type,
        Instant occurredAt,
        BookingSnapshot booking,
        List<Change> changes,
        Actor actor,
        String origin) {

    public BookingEvent {
        changes = List.copyOf(changes);
        if (!EventType.of(type).topic().equals(Topics.BOOKING_EVENTS)) {
            throw new IllegalArgumentException("not a booking event: " + type);
        }
    }
}
