package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Retry;
import org.visita.ehrsync.delivery.DeliveryOutcome.Unavailable;
import org.visita.kit.context.FreshContext;
import org.visita.kit.database.SqlStates;
import org.visita.kit.rest.TraceIds;

/** Brings one booking to one EHR, and has it settled how that went. Never fails. */
@ApplicationScoped
class DeliverBooking {

    private static final Duration OWN_PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(DeliverBooking.class);

    private final Ehr ehr;
    private final SettleQueue queue;
    private final AnsweredLeases leases;
    private final FreshContext fresh;
    private final DeliverySpans spans;
    private final Waits waits;
    private final Clock clock;
    private final Duration deadline;

    @Inject
    DeliverBooking(
            Ehr ehr,
            SettleQueue queue,
            AnsweredLeases leases,
            FreshContext fresh,
            DeliverySpans spans,
            Waits waits,
            Clock clock,
            EhrSyncConfig config) {
        this.ehr = ehr;
        this.queue = queue;
        this.leases = leases;
        this.fresh = fresh;
        this.spans = spans;
        this.waits = waits;
        this.clock = clock;
        this.deadline = EhrSyncConfig.deadline(config);
    }

    /** @param answered is told when the EHR is through with it, and the next one may go there */
    Uni<Void> deliver(ClaimedDelivery delivery, Runnable answered) {
        return fresh.run(() -> spans.within(delivery, () -> attempt(delivery)))
                .chain(settlement -> settle(settlement, answered))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(
                            "How booking %s fared could not be stored (%s %s); it is tried again when its lease ends",
                            delivery.bookingId(),
                            failure.getClass().getSimpleName(),
                            SqlStates.of(failure).orElseGet(() -> FailurePlace.of(failure)));
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> settle(Settlement settlement, Runnable answered) {
        leases.add(settlement);
        answered.run();
        return queue.settle(settlement).eventually(() -> leases.remove(settlement));
    }

    private Uni<Settlement> attempt(ClaimedDelivery delivery) {
        Instant startedAt = clock.instant();
        long start = System.nanoTime();
        String trace = TraceIds.currentTraceParent();
        return ehr.hold(delivery)
                .map(DeliveryOutcome.class::cast)
                .ifNoItem()
                .after(deadline)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> toOutcome(delivery, failure))
                .invoke(outcome -> {
                    if (outcome instanceof NotYet notYet) {
                        waits.wait(delivery, notYet.failure());
                    }
                })
                .map(outcome -> new Settlement(
                        delivery, outcome, startedAt, Duration.ofNanos(System.nanoTime() - start), trace));
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
                        delivery.bookingId(), failure.getClass().getName(), FailurePlace.of(failure));
                yield SqlStates.of(failure).isPresent() || failure instanceof VertxException
                        // Our own database: the EHR is not at fault, nor is the booking.
                        ? new NotYet(new Failure("database-away", null, "Our own database did not answer."), OWN_PAUSE)
                        : new Retry(new Failure("internal", null, "The delivery failed inside ehr-sync."), false);
            }
        };
    }
}
