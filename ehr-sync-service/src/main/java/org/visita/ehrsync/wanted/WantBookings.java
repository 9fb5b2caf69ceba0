package org.visita.ehrsync.wanted;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.visita.contracts.booking.BookingEvent;
import org.visita.ehrsync.delivery.WantDeliveries;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.topics.EventJson;

/** Takes a batch of events to what they ask for: newer snapshots, deliveries that are due, dead letters. */
@ApplicationScoped
class WantBookings {

    private final WantedBookings bookings;
    private final WantDeliveries deliveries;
    private final UnreadableRecords unreadable;
    private final Transactions transactions;

    @Inject
    WantBookings(
            WantedBookings bookings,
            WantDeliveries deliveries,
            UnreadableRecords unreadable,
            Transactions transactions) {
        this.bookings = bookings;
        this.deliveries = deliveries;
        this.unreadable = unreadable;
        this.transactions = transactions;
    }

    /** All in one transaction. Applied twice, it changes nothing the second time, but for dead letters. */
    Uni<Void> want(List<ReceivedRecord> batch) {
        Map<String, WantedBooking> newest = new LinkedHashMap<>();
        List<ReceivedRecord> rest = new ArrayList<>();
        for (ReceivedRecord record : batch) {
            Optional<BookingEvent> event = ReadBookingEvent.from(record.value());
            event.map(read -> WantedBooking.of(read, record))
                    .ifPresentOrElse(
                            wanted -> newest.merge(wanted.key(), wanted, WantedBooking::newer), () -> rest.add(record));
        }
        String wanted = new String(EventJson.write(newest.values()), StandardCharsets.UTF_8);
        // Two statements, not one: the second has to see a connection that was being made while the first waited.
        return transactions.write(() -> bookings.store(wanted)
                .chain(() -> deliveries.ofBookings(wanted))
                .chain(() -> unreadable.bury(rest)));
    }
}
