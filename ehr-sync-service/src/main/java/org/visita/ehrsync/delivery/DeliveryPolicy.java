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
     * @param version that was to be written
     * @param circuit after this outcome
     */
    Verdict decide(DeliveryOutcome outcome, int version, DeliveryRecord record, Circuit circuit) {
        return switch (outcome) {
            case Written written -> throw new IllegalArgumentException("nothing to decide about " + written);
            case NotYet notYet -> new Verdict.Again(record.attempts(), notYet.pause());
            case AccessRefused refused -> new Verdict.Again(record.attempts(), Duration.ZERO);
            case Refused refused ->
                record.wantedVersion() > version
                        ? new Verdict.Superseded()
                        : new Verdict.GiveUp(PERMANENT, record.attempts() + 1);
            case Retry retry -> failed(retry.slow(), version, record);
            case Unavailable unavailable ->
                maySayNothingOfTheEhr(unavailable) && isItsOwnFault(record, circuit)
                        ? failed(false, version, record)
                        : waitForTheEhr(record, circuit);
        };
    }

    private Verdict failed(boolean slow, int version, DeliveryRecord record) {
        if (record.wantedVersion() > version) {
            return new Verdict.Superseded();
        }
        int attempts = record.attempts() + 1;
        boolean tooOld = record.firstFailedAt() != null
                && record.firstFailedAt().plus(config.age()).isBefore(record.now());
        if (attempts >= config.attempts() || tooOld) {
            return new Verdict.GiveUp(EXHAUSTED, attempts);
        }
        Duration first = slow ? config.firstPauseForDependency() : config.firstPause();
        return new Verdict.Again(attempts, Backoff.afterFailure(attempts, first, config.longestPause(), chance));
    }

    /**
     * An outage burns no attempts, however long it lasts. But one booking that the EHR answers with 500 each time must
     * not look like an outage for ever: if others got an answer since it failed before, the fault is its own.
     */
    private static boolean isItsOwnFault(DeliveryRecord record, Circuit circuit) {
        return record.lastFailedAt() != null
                && circuit.answeredAt() != null
                && circuit.answeredAt().isAfter(record.lastFailedAt());
    }

    /**
     * A 500 or a time-out may come of one booking. That the EHR is not there, is overloaded or asks for fewer requests
     * never does, however many others it has answered meanwhile.
     */
    private static boolean maySayNothingOfTheEhr(Unavailable unavailable) {
        Integer status = unavailable.failure().status();
        return !unavailable.atOnce()
                && unavailable.retryAfter() == null
                && (status == null || status == 500 || status == 408);
    }

    private Verdict waitForTheEhr(DeliveryRecord record, Circuit circuit) {
        // While the circuit is open it is what makes deliveries wait. Due at once, then: all go when it closes. The
        // present is later than what the others wait since, so the next probe is another booking.
        Duration pause = circuit.state() == CircuitState.CLOSED
                ? Backoff.afterFailure(1, config.firstPause(), config.longestPause(), chance)
                : Duration.ZERO;
        return new Verdict.Again(record.attempts(), pause);
    }
}
