package org.visita.ehrsync.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What all replicas know about one EHR's health.
 *
 * @param failures outage failures in a row, while closed
 * @param probes probes in a row that failed, while open
 * @param canary lease of the delivery that probes, while half-open
 * @param answeredAt when the EHR last gave a sensible answer; null if never
 */
record Circuit(CircuitState state, int failures, int probes, UUID canary, Instant answeredAt) {

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
                        ? new Circuit(CircuitState.OPEN, failures + 1, 0, null, answeredAt)
                        : new Circuit(CircuitState.CLOSED, failures + 1, 0, null, answeredAt);
            // What set out before the circuit opened comes back late; it says nothing new.
            case OPEN -> this;
            case HALF_OPEN ->
                lease.equals(canary) ? new Circuit(CircuitState.OPEN, failures, probes + 1, null, answeredAt) : this;
        };
    }

    /** The probe never reached the EHR; the next may. */
    Circuit afterProbeThatDidNotReachIt(UUID lease) {
        return state == CircuitState.HALF_OPEN && lease.equals(canary)
                ? new Circuit(CircuitState.OPEN, failures, probes, null, answeredAt)
                : this;
    }
}
