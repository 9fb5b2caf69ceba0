package org.visita.ehrsync.wanted;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.visita.ehrsync.delivery.DeliveryDispatcher;
import org.visita.kit.context.FreshContext;
import org.visita.kit.database.SqlStates;

/** Reads {@code booking.events}: into the database, and no further. What an EHR makes of it holds up nobody here. */
@ApplicationScoped
class BookingEventListener {

    private static final Logger LOG = Logger.getLogger(BookingEventListener.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /** For a batch; PostgreSQL ends a transaction in which nothing is done after 10 s. Applied twice, it does no harm. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WantBookings wantBookings;
    private final DeliveryDispatcher dispatcher;
    private final FreshContext fresh;

    @Inject
    BookingEventListener(WantBookings wantBookings, DeliveryDispatcher dispatcher, FreshContext fresh) {
        this.wantBookings = wantBookings;
        this.dispatcher = dispatcher;
        this.fresh = fresh;
    }

    /**
     * Acknowledged when the result ends; it never ends in a failure. A database that is down is waited for right here:
     * the consumer goes on polling meanwhile, and keeps its partitions.
     */
    @Incoming("booking-events")
    Uni<Void> receive(ConsumerRecords<String, byte[]> records) {
        List<ReceivedRecord> batch = StreamSupport.stream(records.spliterator(), false)
                .map(ReceivedRecord::of)
                .toList();
        return fresh.run(() -> wantBookings.want(batch))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "%d booking event(s) could not be stored (%s %s); they are kept, next try within %s",
                        batch.size(),
                        failure.getClass().getSimpleName(),
                        SqlStates.of(failure).orElse(""),
                        LONGEST_PAUSE))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(dispatcher::wake);
    }
}
