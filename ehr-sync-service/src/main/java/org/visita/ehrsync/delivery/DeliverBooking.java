package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.FreshContext;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Retry;
import org.visita.ehrsync.delivery.DeliveryOutcome.Unavailable;
import org.visita.kit.database.SqlStates;

/** Brings one booking to one EHR, and settles how that went. Never fails. */
@ApplicationScoped
class DeliverBooking {

    private static final Duration OWN_PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(DeliverBooking.class);

    private final Ehr ehr;
    private final SettleDelivery settleDelivery;
    private final FreshContext fresh;
    private final DeliverySpans spans;
    private final Duration deadline;

    @Inject
    DeliverBooking(
            Ehr ehr, SettleDelivery settleDelivery, FreshContext fresh, DeliverySpans spans, EhrSyncConfig config) {
        this.ehr = ehr;
        this.settleDelivery = settleDelivery;
        this.fresh = fresh;
        this.spans = spans;
        this.deadline = EhrSyncConfig.deadline(config);
    }

    Uni<Void> deliver(ClaimedDelivery delivery) {
        return fresh.run(() -> spans.within(delivery, () -> attempt(delivery)))
                // On a context of its own: the attempt may have ended on a timer's thread.
                .chain(outcome ->
                        fresh.run(() -> spans.within(delivery, () -> settleDelivery.settle(delivery, outcome))))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(
                            "How booking %s fared could not be stored (%s %s); it is tried again when its lease ends",
                            delivery.bookingId(),
                            failure.getClass().getSimpleName(),
                            SqlStates.of(failure).orElseGet(() -> placeOf(failure)));
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<DeliveryOutcome> attempt(ClaimedDelivery delivery) {
        return ehr.hold(delivery)
                .map(DeliveryOutcome.class::cast)
                .ifNoItem()
                .after(deadline)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> toOutcome(delivery, failure));
    }

    private static DeliveryOutcome toOutcome(ClaimedDelivery delivery, Throwable failure) {
        return switch (failure) {
            case DeliveryFailedException failed -> failed.outcome();
            case TimeoutException late ->
                new Unavailable(
                        new Failure("target-slow", null, "The EHR was too slow for one delivery."), false, null);
            default -> {
                // A bug, or an answer that nobody thought of. Its text may quote what was sent: only its kind is told.
                LOG.errorf(
                        "Booking %s could not be delivered: %s at %s",
                        delivery.bookingId(), failure.getClass().getName(), placeOf(failure));
                yield SqlStates.of(failure).isPresent() || failure instanceof VertxException
                        // Our own database: the EHR is not at fault, nor is the booking.
                        ? new NotYet(new Failure("database-away", null, "Our own database did not answer."), OWN_PAUSE)
                        : new Retry(new Failure("internal", null, "The delivery failed inside ehr-sync."), false);
            }
        };
    }

    private static String placeOf(Throwable failure) {
        return failure.getStackTrace().length == 0 ? "an unknown place" : failure.getStackTrace()[0].toString();
    }
}
