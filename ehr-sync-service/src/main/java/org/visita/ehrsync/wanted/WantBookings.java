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
import org.visita.kit.database.SqlStates;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.topics.EventBatches;
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

    /** All in one transaction, if the database takes them. Applied twice, it changes nothing the second time. */
    Uni<Void> want(List<ReceivedRecord> batch) {
        return apply(batch)
                .onFailure(WantBookings::isAboutTheContent)
                .recoverWithUni(() -> EventBatches.inOrder(batch, this::applyOrBury));
    }

    /** One event that reads and cannot be stored all the same must not keep out all that follow. */
    private Uni<Void> applyOrBury(ReceivedRecord record) {
        return apply(List.of(record))
                .onFailure(WantBookings::isAboutTheContent)
                .recoverWithUni(() -> transactions.write(() -> unreadable.bury(List.of(record))));
    }

    private static boolean isAboutTheContent(Throwable failure) {
        return SqlStates.of(failure).filter(SqlStates::isAboutTheContent).isPresent();
    }

    private Uni<Void> apply(List<ReceivedRecord> batch) {
        Map<String, WantedBooking> newest = new LinkedHashMap<>();
        List<ReceivedRecord> rest = new ArrayList<>();
        for (ReceivedRecord record : batch) {
            Optional<BookingEvent> event = ReadBookingEvent.from(record.value());
            event.map(read -> WantedBooking.of(read, record))
                    .ifPresentOrElse(
                            wanted -> newest.merge(wanted.key(), wanted, WantedBooking::newer), () -> rest.add(record));
        }
        String wanted = json(newest.values());
        String versions = json(newest.values().stream()
                .map(each -> Map.of("clinic", each.clinic(), "id", each.id(), "version", each.version()))
                .toList());
        // Two statements, not one: the second has to see a connection that was being made while the first waited.
        return transactions.write(
                () -> store(newest.isEmpty(), wanted, versions).chain(() -> unreadable.bury(rest)));
    }

    private Uni<Void> store(boolean none, String wanted, String versions) {
        return none ? Uni.createFrom().voidItem() : bookings.store(wanted).chain(() -> deliveries.ofBookings(versions));
    }

    private static String json(Object value) {
        return new String(EventJson.write(value), StandardCharsets.UTF_8);
    }
}
