package org.visita.availability.busy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.kit.topics.EventBatches;

/** Keeps the table current: one of the replicas for each partition, for all of them. */
@ApplicationScoped
class BookingListener {

    private final EventBatches batches;
    private final TakenTimes times;

    @Inject
    BookingListener(EventBatches batches, TakenTimes times) {
        this.batches = batches;
        this.times = times;
    }

    @Incoming("booking-events")
    Uni<Void> consume(List<byte[]> records) {
        return batches.apply(Topics.BOOKING_EVENTS, records, BookingEvent.class, this::apply);
    }

    private Uni<Void> apply(List<BookingEvent> events) {
        return times.apply(events.stream().map(BookingEvent::booking).toList());
    }
}
