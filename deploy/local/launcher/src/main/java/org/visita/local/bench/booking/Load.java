package org.visita.local.bench.booking;

import java.time.Duration;
import java.util.Optional;

/**
 * What a load came to.
 *
 * @param done bookings that were acknowledged
 * @param during from the first request to the last answer
 * @param millis sorted: how long each took that counts
 * @param wrong the first answer that was none
 */
record Load(int done, Duration during, double[] millis, Optional<String> wrong) {

    double perSecond() {
        return done / (during.toNanos() / 1e9);
    }

    /** The nearest rank, in milliseconds. */
    double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * millis.length);
        return millis[Math.max(1, rank) - 1];
    }
}
