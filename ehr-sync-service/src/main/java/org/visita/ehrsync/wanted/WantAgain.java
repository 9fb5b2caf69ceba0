package org.visita.ehrsync.wanted;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.visita.contracts.booking.BookingEvent;
import org.visita.ehrsync.delivery.WantDeliveries;
import org.visita.kit.topics.EventJson;

/** Reads once more what could not be read before: the code may have learnt it meanwhile. Joins the transaction. */
@ApplicationScoped
public class WantAgain {

    private final WantedBookings bookings;
    private final WantDeliveries deliveries;

    @Inject
    WantAgain(WantedBookings bookings, WantDeliveries deliveries) {
        this.bookings = bookings;
        this.deliveries = deliveries;
    }

    /**
     * Answers whether it is a booking event now. One that is older than what is known of the booking changes nothing.
     *
     * @param headers of the record, as JSON
     * @param origin topic/partition/offset
     */
    public Uni<Boolean> want(String key, byte[] value, String headers, String origin) {
        Optional<BookingEvent> event = ReadBookingEvent.from(value);
        return event.isEmpty()
                ? Uni.createFrom().item(false)
                : want(WantedBooking.of(event.get(), ReceivedRecord.from(origin, key, value, read(headers))))
                        .replaceWith(true);
    }

    private Uni<Void> want(WantedBooking booking) {
        String wanted = new String(EventJson.write(List.of(booking)), StandardCharsets.UTF_8);
        return bookings.store(wanted).chain(() -> deliveries.ofBookings(wanted));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> read(String headers) {
        return (Map<String, String>) EventJson.read(headers.getBytes(StandardCharsets.UTF_8), Map.class);
    }
}
