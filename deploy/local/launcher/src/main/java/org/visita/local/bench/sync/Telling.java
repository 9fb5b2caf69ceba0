package org.visita.local.bench.sync;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.local.bench.EventSender;

/** Puts a catalog and bookings on their topics. */
final class Telling implements AutoCloseable {

    private final EventSender sender;

    Telling(String bootstrapServers) {
        sender = new EventSender(bootstrapServers);
    }

    void catalog(List<CatalogEntry> entries) {
        entries.forEach(entry -> sender.send(
                Topics.AVAILABILITY_CATALOG,
                entry.kind().name().toLowerCase(Locale.ROOT) + "/" + entry.id(),
                entry,
                Map.of()));
        sender.flush();
    }

    /** Returns when the broker has them all. */
    void bookings(List<BookingEvent> events) {
        events.forEach(this::send);
        sender.flush();
    }

    private void send(BookingEvent event) {
        sender.send(
                Topics.BOOKING_EVENTS,
                event.booking().id(),
                event,
                Map.of(
                        CloudEventHeaders.SPEC_VERSION, "1.0",
                        CloudEventHeaders.ID, event.eventId(),
                        CloudEventHeaders.TYPE, event.type(),
                        CloudEventHeaders.SOURCE, "/visita/bench",
                        CloudEventHeaders.SUBJECT, event.booking().id(),
                        CloudEventHeaders.TIME, event.occurredAt().toString(),
                        CloudEventHeaders.CONTENT_TYPE, "application/json",
                        CloudEventHeaders.DATA_SCHEMA, EventType.BOOKING_CREATED.dataSchema()));
    }

    @Override
    public void close() {
        sender.close();
    }
}
