package org.visita.local.bench;

import java.time.Duration;
import java.util.Random;

/**
 * When requests are due, fixed before the first is sent: at random moments, as callers come who know nothing of each
 * other. Some come at once, some after a pause; all of them together keep the rate. (A Poisson process, given its
 * count.)
 */
public final class Arrivals {

    private Arrivals() {}

    /** Nanoseconds since the beginning, in order. The same seed gives the same moments. */
    public static long[] atRandom(int perSecond, Duration during, long seed) {
        return new Random(seed)
                .longs(perSecond * during.toSeconds(), 0, during.toNanos())
                .sorted()
                .toArray();
    }
}
