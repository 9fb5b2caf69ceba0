package org.visita.ehrsync.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What all replicas know about one EHR's health.
 *
 * @param failures outage failures in a row, while closed
 * @param probes probes in a row that failed, while open
 * @param canary lease of the delivery that probes, while half-open
 * @param ramp deliveries at a time, after a probe that got through; null: as many as the connection may have
 * @param answeredAt when the EHR last gave a sensible answer, to the second; null if never
 */
record Circuit(CircuitState state, int failures, int probes, UUID canary, Integer ramp, Instant answeredAt) {

    /** What an EHR that has just come back is trusted with: it may be as weak as before the fall. */
    private static final int FIRST_STEP = 2;

    /**
     * After a sensible answer: not always what we hoped for, but the EHR is there.
     *
     * @param lease of the delivery that was answered
     * @param concurrency deliveries at a time that the connection may have
     */
    Circuit afterAnswer(UUID lease, int concurrency, Instant now) {
        return switch (state) {
            case CLOSED ->
                new Circuit(state, 0, 0, null, grown(concurrency), failures == 0 && isRecent(now) ? answeredAt : now);
            // What set out before the circuit opened comes back late; it says nothing new.
            case OPEN -> this;
            case HALF_OPEN ->
                lease.equals(canary)
                        ? new Circuit(CircuitState.CLOSED, 0, 0, null, below(FIRST_STEP, concurrency), now)
                        : this;
        };
    }

    /**
     * After a failure that only an EHR in trouble gives.
     *
     * @param lease of the delivery that failed
     * @param atOnce whether there is no need to see it twice
     * @param threshold failures in a row that open the circuit
     */
    Circuit afterOutage(UUID lease, boolean atOnce, int threshold) {
        return switch (state) {
            case CLOSED ->
                atOnce || failures + 1 >= threshold
                        ? new Circuit(CircuitState.OPEN, failures + 1, 0, null, null, answeredAt)
                        : new Circuit(CircuitState.CLOSED, failures + 1, 0, null, ramp, answeredAt);
            case OPEN -> this;
            case HALF_OPEN ->
                lease.equals(canary)
                        ? new Circuit(CircuitState.OPEN, failures, probes + 1, null, null, answeredAt)
                        : this;
        };
    }

    /** The probe never reached the EHR; the next may. */
    Circuit afterProbeThatDidNotReachIt(UUID lease) {
        return state == CircuitState.HALF_OPEN && lease.equals(canary)
                ? new Circuit(CircuitState.OPEN, failures, probes, null, null, answeredAt)
                : this;
    }

    boolean isOnTheRamp() {
        return ramp != null;
    }

    private Integer grown(int concurrency) {
        return ramp == null ? null : below(ramp + 1, concurrency);
    }

    private static Integer below(int step, int concurrency) {
        return step < concurrency ? step : null;
    }

    private boolean isRecent(Instant now) {
        return answeredAt != null && answeredAt.isAfter(now.minusSeconds(1));
    }
}
