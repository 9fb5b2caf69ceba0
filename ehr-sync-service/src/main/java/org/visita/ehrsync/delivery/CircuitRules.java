package org.visita.ehrsync.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Unavailable;

/** What a worker's return tells about the health of an EHR. */
@ApplicationScoped
class CircuitRules {

    private static final Logger LOG = Logger.getLogger(CircuitRules.class);

    private final EhrSyncConfig.Circuit config;

    @Inject
    CircuitRules(EhrSyncConfig config) {
        this.config = config.circuit();
    }

    LockedCircuit after(
            LockedCircuit circuit, ClaimedDelivery delivery, DeliveryOutcome outcome, DeliveryRecord record) {
        Circuit now = circuit.now();
        return switch (outcome) {
            case Unavailable down -> {
                if (now.state() == CircuitState.CLOSED && DeliveryPolicy.isItsOwnFault(down, record, now)) {
                    // A hundred of these in a row would else look like an outage, and make the others wait.
                    yield circuit;
                }
                // Who says when to come back need not say it twice. Nor, on the ramp, who was down a moment ago.
                boolean atOnce = down.atOnce() || down.retryAfter() != null || now.isOnTheRamp();
                Circuit next = now.afterOutage(delivery.lease(), atOnce, config.failures());
                yield next.equals(now) ? circuit : circuit.after(next, pauseOf(delivery, next, down));
            }
            case NotYet notYet -> notReached(circuit, delivery, notYet.pause());
            // It answered: not always what we hoped for, but it is there.
            case DeliveryOutcome.Written answer -> answered(circuit, delivery, record);
            case DeliveryOutcome.Retry answer -> answeredOrOurs(circuit, delivery, answer.failure(), record);
            case DeliveryOutcome.Refused answer -> answeredOrOurs(circuit, delivery, answer.failure(), record);
            case DeliveryOutcome.AccessRefused answer -> answered(circuit, delivery, record);
        };
    }

    /** A booking that lacks a code, say, must not make an EHR that is away look as if it had answered. */
    private static LockedCircuit answeredOrOurs(
            LockedCircuit circuit, ClaimedDelivery delivery, Failure failure, DeliveryRecord record) {
        return failure.isOurs() ? notReached(circuit, delivery, Duration.ZERO) : answered(circuit, delivery, record);
    }

    private static LockedCircuit notReached(LockedCircuit circuit, ClaimedDelivery delivery, Duration pause) {
        Circuit next = circuit.now().afterProbeThatDidNotReachIt(delivery.lease());
        return next.equals(circuit.now()) ? circuit : circuit.after(next, pause);
    }

    private static LockedCircuit answered(LockedCircuit circuit, ClaimedDelivery delivery, DeliveryRecord record) {
        Circuit next = circuit.now().afterAnswer(delivery.lease(), circuit.concurrency(), record.now());
        if (circuit.now().state() != next.state()) {
            LOG.infof(
                    "The EHR of connection %s answers again; what waits goes now, slowly at first",
                    circuit.connection().id());
        }
        return circuit.after(next, Duration.ZERO);
    }

    private Duration pauseOf(ClaimedDelivery delivery, Circuit next, Unavailable down) {
        if (next.state() != CircuitState.OPEN) {
            return Duration.ZERO;
        }
        Duration backoff = Backoff.beforeProbe(
                next.probes(), config.firstProbe(), config.longestPause(), () -> ThreadLocalRandom.current()
                        .nextDouble());
        // The EHR may ask for longer; "at once", or a date that is past, is no leave to hammer it.
        Duration pause = down.retryAfter() == null
                ? backoff
                : longer(backoff, shorter(down.retryAfter(), config.longestRetryAfter()));
        LOG.logf(
                delivery.canary() ? Logger.Level.INFO : Logger.Level.WARN,
                "The EHR of connection %s is in trouble (%s); its deliveries wait, one tries again in %d ms",
                delivery.connection().id(),
                down.failure(),
                pause.toMillis());
        return pause;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
