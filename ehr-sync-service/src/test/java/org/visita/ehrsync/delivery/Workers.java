package org.visita.ehrsync.delivery;

import io.quarkus.arc.Arc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.testing.SampleClinic;
import org.visita.kit.context.FreshContext;

/** Workers moved by hand, one step after the other. Their clinics are paused, so that no others step in. */
final class Workers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClaimDeliveries claimDeliveries =
            Arc.container().instance(ClaimDeliveries.class).get();
    private final SettleDeliveries settleDeliveries =
            Arc.container().instance(SettleDeliveries.class).get();
    private final FreshContext fresh =
            Arc.container().instance(FreshContext.class).get();

    /** Waiting, and nobody takes them but the test. */
    static List<BookingSnapshot> waiting(SampleClinic clinic, int count) {
        List<BookingSnapshot> bookings =
                Stream.generate(clinic::book).limit(count).toList();
        clinic.awaitPending(bookings);
        return bookings;
    }

    static ConnectionRef of(SampleClinic clinic) {
        return new ConnectionRef(clinic.id, UUID.fromString(clinic.connection()));
    }

    List<ClaimedDelivery> claim(int most, ConnectionRef... connections) {
        return fresh.run(() -> claimDeliveries.claim(List.of(connections), most))
                .await()
                .atMost(PATIENCE);
    }

    void settle(DeliveryOutcome outcome, List<ClaimedDelivery> deliveries) {
        List<Settlement> batch =
                deliveries.stream().map(each -> settlement(each, outcome)).toList();
        fresh.run(() -> settleDeliveries.settle(batch)).await().atMost(PATIENCE);
    }

    static Settlement settlement(ClaimedDelivery delivery, DeliveryOutcome outcome) {
        return new Settlement(delivery, outcome, Instant.now(), Duration.ofMillis(5), null);
    }

    static DeliveryOutcome written() {
        return new DeliveryOutcome.Written(1, "an-id");
    }

    static DeliveryOutcome down() {
        return new DeliveryOutcome.Unavailable(new Failure("target-unavailable", 503, "Down."), false, null);
    }
}
