package org.visita.kit.audit;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * Time that nobody sets: the clock as it was when this process started, and what has gone by since. A clock that is set
 * back would otherwise lengthen every wait, and one that is set forward end it.
 */
final class SteadyTime {

    private final Clock clock;
    private final LongSupplier nanos;
    private final long startMillis;
    private final long startNanos;

    /** @param nanos as {@link System#nanoTime} */
    SteadyTime(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.startMillis = clock.millis();
        this.startNanos = nanos.getAsLong();
    }

    /** Milliseconds since 1970. */
    long millis() {
        return startMillis + (nanos.getAsLong() - startNanos) / 1_000_000;
    }

    /** The same by the clock as it is now: all that there is to tell the age of what another process has written. */
    long byClock() {
        return clock.millis();
    }
}
