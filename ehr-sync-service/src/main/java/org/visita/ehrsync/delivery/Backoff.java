package org.visita.ehrsync.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before trying again. */
final class Backoff {

    private Backoff() {}

    /**
     * Full jitter: anything from zero to a bound that doubles with each failure, so that what failed together does not
     * come back together.
     *
     * @param failures so far, 1 or more
     * @param chance from 0 up to 1
     */
    static Duration afterFailure(int failures, Duration first, Duration longest, DoubleSupplier chance) {
        return scaled(bound(failures, first, longest), chance.getAsDouble());
    }

    /**
     * Between half of the bound and all of it: a probe soon after the last one would tell nothing.
     *
     * @param probes that failed so far, 0 or more
     */
    static Duration beforeProbe(int probes, Duration first, Duration longest, DoubleSupplier chance) {
        return scaled(bound(probes + 1, first, longest), 0.5 + chance.getAsDouble() / 2);
    }

    private static Duration bound(int failures, Duration first, Duration longest) {
        int doublings = Math.min(failures - 1, 30);
        Duration bound = first.multipliedBy(1L << doublings);
        return bound.compareTo(longest) > 0 ? longest : bound;
    }

    private static Duration scaled(Duration bound, double factor) {
        return Duration.ofMillis((long) (bound.toMillis() * factor));
    }
}
