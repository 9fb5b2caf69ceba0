package org.visita.ehrsync.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryOutcome.AccessRefused;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Refused;
import org.visita.ehrsync.delivery.DeliveryOutcome.Retry;
import org.visita.ehrsync.delivery.DeliveryOutcome.Unavailable;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;
import org.visita.ehrsync.destination.RetryPolicy;

/** Decides what becomes of a delivery that did not succeed. Touches no clock and no database. */
@ApplicationScoped
class DeliveryPolicy {

    static final String PERMANENT = "permanent";
    static final String EXHAUSTED = "exhausted";

    private final EhrSyncConfig.Delivery config;
    private final DoubleSupplier chance;

    @Inject
    DeliveryPolicy(EhrSyncConfig config) {
        this(config.delivery(), () -> ThreadLocalRandom.current().nextDouble());
    }

    DeliveryPolicy(EhrSyncConfig.Delivery config, DoubleSupplier chance) {
        this.config = config;
        this.chance = chance;
    }

    /**
     * @param retries the connection's
     * @param version that was to be written
     * @param circuit after this outcome
     */
    Verdict decide(DeliveryOutcome outcome, RetryPolicy retries, int version, DeliveryRecord record, Circuit circuit) {
        return switch (outcome) {
            case Written written -> throw new IllegalArgumentException("nothing to decide about " + written);
            case NotYet notYet -> new Verdict.Again(record.attempts(), notYet.pause());
            case AccessRefused refused -> new Verdict.Again(record.attempts(), Duration.ZERO);
            case Refused refused ->
                record.wantedVersion() > version
                        ? new Verdict.Superseded()
                        : new Verdict.GiveUp(PERMANENT, record.attempts() + 1);
            case Retry retry -> failed(retry.slow(), retries, version, record);
            case Unavailable unavailable ->
                isItsOwnFault(unavailable, record, circuit)
                        ? failed(false, retries, version, record)
                        : waitForTheEhr(retries, record, circuit);
        };
    }

    private Verdict failed(boolean slow, RetryPolicy retries, int version, DeliveryRecord record) {
        if (record.wantedVersion() > version) {
            return new Verdict.Superseded();
        }
        int attempts = record.attempts() + 1;
        boolean tooOld = record.firstFailedAt() != null
                && record.firstFailedAt().plus(retries.age()).isBefore(record.now());
        if (attempts >= retries.attempts() || tooOld) {
            return new Verdict.GiveUp(EXHAUSTED, attempts);
        }
        Duration first = slow ? longer(config.firstPauseForDependency(), retries.firstPause()) : retries.firstPause();
        return new Verdict.Again(attempts, Backoff.afterFailure(attempts, first, retries.longestPause(), chance));
    }

    /**
     * An outage burns no attempts, however long it lasts. But one booking that the EHR answers with 500 each time must
     * not look like an outage for ever: if others got an answer since it failed before, the fault is its own.
     */
    static boolean isItsOwnFault(Unavailable unavailable, DeliveryRecord record, Circuit circuit) {
        return maySayNothingOfTheEhr(unavailable)
                && record.lastFailedAt() != null
                && circuit.answeredAt() != null
                && circuit.answeredAt().isAfter(record.lastFailedAt());
    }

    /**
     * A 500, a time-out or an answer that makes no sense may come of one booking. That the EHR is not there, is
     * overloaded or asks for fewer requests never does, however many others it has answered meanwhile.
     */
    private static boolean maySayNothingOfTheEhr(Unavailable unavailable) {
        Integer status = unavailable.failure().status();
        return !unavailable.atOnce()
                && unavailable.retryAfter() == null
                && (status == null || status < 300 || status == 500 || status == 504 || status == 408);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private Verdict waitForTheEhr(RetryPolicy retries, DeliveryRecord record, Circuit circuit) {
        // While the circuit is open it is what makes deliveries wait. Due at once, then: all go when it closes. The
        // present is later than what the others wait since, so the next probe is another booking.
        Duration pause = circuit.state() == CircuitState.CLOSED
                ? Backoff.afterFailure(1, retries.firstPause(), retries.longestPause(), chance)
                : Duration.ZERO;
        return new Verdict.Again(record.attempts(), pause);
    }
}
