package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryOutcome.AccessRefused;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Refused;
import org.visita.ehrsync.delivery.DeliveryOutcome.Retry;
import org.visita.ehrsync.delivery.DeliveryOutcome.Unavailable;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.Transactions;

/** Writes down how a delivery went, and says so, in one transaction. */
@ApplicationScoped
class SettleDelivery {

    private static final Logger LOG = Logger.getLogger(SettleDelivery.class);

    private final Deliveries deliveries;
    private final Circuits circuits;
    private final DeliveryPolicy policy;
    private final SyncAnnouncer announcer;
    private final Outbox outbox;
    private final Transactions transactions;
    private final ConnectionPause pause;
    private final EhrSyncConfig config;

    @Inject
    SettleDelivery(
            Deliveries deliveries,
            Circuits circuits,
            DeliveryPolicy policy,
            SyncAnnouncer announcer,
            Outbox outbox,
            Transactions transactions,
            ConnectionPause pause,
            EhrSyncConfig config) {
        this.deliveries = deliveries;
        this.circuits = circuits;
        this.policy = policy;
        this.announcer = announcer;
        this.outbox = outbox;
        this.transactions = transactions;
        this.pause = pause;
        this.config = config;
    }

    Uni<Void> settle(ClaimedDelivery delivery, DeliveryOutcome outcome) {
        return switch (outcome) {
            case Written written -> transactions.write(() -> written(delivery, written));
            // Paused first, and committed: else others would be claimed only to be refused as well.
            case AccessRefused refused ->
                transactions
                        .write(() -> deliveries.lock(delivery))
                        // An answer to a lease that is lost may speak of an address that is no longer this one's.
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : pause.because(refused.failure().code(), delivery.connection()))
                        .chain(() -> transactions.write(() -> notWritten(delivery, outcome, refused.failure())));
            case Retry retry -> transactions.write(() -> notWritten(delivery, outcome, retry.failure()));
            case Refused refused -> transactions.write(() -> notWritten(delivery, outcome, refused.failure()));
            case Unavailable unavailable ->
                transactions.write(() -> notWritten(delivery, outcome, unavailable.failure()));
            case NotYet notYet -> transactions.write(() -> notWritten(delivery, outcome, notYet.failure()));
        };
    }

    private Uni<Void> written(ClaimedDelivery delivery, Written written) {
        if (delivery.canary()) {
            LOG.infof("The EHR of connection %s answers again; all that waits goes now", id(delivery));
        }
        return deliveries
                .written(delivery, written)
                .chain(mine -> mine ? announcer.written(delivery, written) : lostLease(delivery))
                .chain(() -> circuits.answered(delivery.connection()));
    }

    private Uni<Void> notWritten(ClaimedDelivery delivery, DeliveryOutcome outcome, Failure failure) {
        return deliveries
                .lock(delivery)
                .chain(found -> found.isEmpty()
                        ? lostLease(delivery)
                        : circuitAfter(delivery, outcome).chain(circuit -> {
                            Verdict verdict = policy.decide(outcome, delivery.version(), found.get(), circuit);
                            return carryOut(verdict, delivery, outcome, failure, found.get());
                        }));
    }

    private Uni<Circuit> circuitAfter(ClaimedDelivery delivery, DeliveryOutcome outcome) {
        ConnectionRef connection = delivery.connection();
        return circuits.lock(connection).chain(before -> switch (outcome) {
            case Unavailable down -> {
                Circuit after = before.afterOutage(
                        delivery.lease(), down.atOnce(), config.circuit().failures());
                yield after.equals(before)
                        ? Uni.createFrom().item(before)
                        : circuits.store(connection, after, pauseOf(delivery, after, down))
                                .replaceWith(after);
            }
            case NotYet notYet -> {
                Circuit after = before.afterProbeThatDidNotReachIt(delivery.lease());
                yield after.equals(before)
                        ? Uni.createFrom().item(before)
                        : circuits.store(connection, after, notYet.pause()).replaceWith(after);
            }
            // It answered: not what we hoped for, but it is there.
            case Written written -> circuits.answered(connection).replaceWith(before);
            case Retry retry -> circuits.answered(connection).replaceWith(before);
            case Refused refused -> circuits.answered(connection).replaceWith(before);
            case AccessRefused refused -> circuits.answered(connection).replaceWith(before);
        });
    }

    private Duration pauseOf(ClaimedDelivery delivery, Circuit circuit, Unavailable down) {
        if (circuit.state() != CircuitState.OPEN) {
            return Duration.ZERO;
        }
        Duration longest = config.circuit().longestRetryAfter();
        Duration pause = down.retryAfter() == null
                ? Backoff.beforeProbe(
                        circuit.probes(),
                        config.circuit().firstProbe(),
                        config.circuit().longestPause(),
                        () -> ThreadLocalRandom.current().nextDouble())
                : down.retryAfter().compareTo(longest) > 0 ? longest : down.retryAfter();
        LOG.logf(
                delivery.canary() ? Logger.Level.INFO : Logger.Level.WARN,
                "The EHR of connection %s is in trouble (%s); its deliveries wait, one tries again in %d ms",
                id(delivery),
                down.failure(),
                pause.toMillis());
        return pause;
    }

    private Uni<Void> carryOut(
            Verdict verdict,
            ClaimedDelivery delivery,
            DeliveryOutcome outcome,
            Failure failure,
            DeliveryRecord before) {
        return switch (verdict) {
            case Verdict.Superseded superseded -> deliveries.startAfresh(delivery);
            case Verdict.Again again -> {
                if (again.attempts() > before.attempts()) {
                    LOG.infof(
                            "Attempt %d of %d to bring booking %s to connection %s failed (%s); next try in %d ms,"
                                    + " after the last it goes to the dead letters",
                            again.attempts(),
                            config.delivery().attempts(),
                            delivery.bookingId(),
                            id(delivery),
                            failure,
                            again.pause().toMillis());
                }
                yield deliveries.again(delivery, again, before, !(outcome instanceof NotYet));
            }
            case Verdict.GiveUp giveUp -> giveUp(giveUp, delivery, failure, before);
        };
    }

    private Uni<Void> giveUp(Verdict.GiveUp giveUp, ClaimedDelivery delivery, Failure failure, DeliveryRecord before) {
        LOG.errorf(
                "Booking %s, version %d, is a dead letter of connection %s after %d attempt(s) (%s: %s);"
                        + " a newer version or a replay brings it back",
                delivery.bookingId(), delivery.version(), id(delivery), giveUp.attempts(), failure, failure.message());
        var firstFailedAt = before.firstFailedAt() == null ? before.now() : before.firstFailedAt();
        return deliveries
                .bury(delivery, giveUp, failure, Ids.next())
                .chain(() -> outbox.append(DeadLetterRecord.of(delivery, giveUp, failure, firstFailedAt, before.now())))
                .chain(() -> announcer.failed(delivery, before.externalId(), failure));
    }

    private static Uni<Void> lostLease(ClaimedDelivery delivery) {
        LOG.warnf(
                "Booking %s took longer than the lease of its delivery; another worker has it now",
                delivery.bookingId());
        return Uni.createFrom().voidItem();
    }

    private static String id(ClaimedDelivery delivery) {
        return delivery.connection().id().toString();
    }
}
