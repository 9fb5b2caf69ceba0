package org.visita.gateway.pipe;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a service is worth asking. Opens after so many failures with no answer between them, whatever the answers say:
 * a service that answers 500 is there, and one slow operation among answers opens nothing. Nor do many slow ones of one
 * caller that end in the same moment: there have to be as many failures as there were answers a moment before. While it
 * is open, one request is let through each time the pause is over, and its answer closes it.
 */
final class Circuit {

    /** As {@code visita_gateway_circuit_state} has it. */
    enum State {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    private final int mostFailures;
    private final long pauseNanos;
    private final LongSupplier nanos;

    private final Recent answers;

    private volatile int failures;
    private volatile boolean open;
    private long openUntil;
    private boolean probing;

    /**
     * @param mostFailures in a row, at least 1
     * @param pause between two tries of a service that does not answer
     * @param nanos a clock that never goes back
     */
    Circuit(int mostFailures, Duration pause, LongSupplier nanos) {
        this.mostFailures = mostFailures;
        this.pauseNanos = pause.toNanos();
        this.nanos = nanos;
        this.answers = new Recent(nanos);
    }

    /** A caller that is let through and goes away holds up the next try for one pause, not for ever. */
    boolean admits() {
        return !open || admitsProbe();
    }

    private synchronized boolean admitsProbe() {
        if (untilNextTry() > 0) {
            return false;
        }
        probing = true;
        openUntil = nanos.getAsLong() + pauseNanos;
        return true;
    }

    void answered() {
        answers.add();
        // Mostly there is nothing to forget; then the line of memory stays unshared.
        if (failures != 0) {
            synchronized (this) {
                failures = 0;
                open = false;
                probing = false;
            }
        }
    }

    synchronized void failed() {
        failures = failures == Integer.MAX_VALUE ? failures : failures + 1;
        probing = false;
        if (open || failures >= mostFailures && failures >= answers.count()) {
            open = true;
            openUntil = nanos.getAsLong() + pauseNanos;
        }
    }

    /** How long to wait before the next try; zero if it may be now. */
    synchronized Duration pause() {
        return !open ? Duration.ZERO : Duration.ofNanos(Math.max(0, untilNextTry()));
    }

    synchronized State state() {
        if (!open) {
            return State.CLOSED;
        }
        return probing || untilNextTry() <= 0 ? State.HALF_OPEN : State.OPEN;
    }

    private long untilNextTry() {
        return openUntil - nanos.getAsLong();
    }
}
