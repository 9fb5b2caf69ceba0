package org.visita.local.bench.sync;

/**
 * How many requests an EHR answers a second; what comes faster it refuses. A bucket that fills evenly, and holds what a
 * tenth of a second brings. For one thread.
 */
final class Pace {

    static final Pace UNLIMITED = new Pace(Integer.MAX_VALUE);

    private final int perSecond;
    private final double most;
    private double left;
    private long filledAt;
    private long refused;

    /** @param perSecond at least 10 */
    Pace(int perSecond) {
        this.perSecond = perSecond;
        most = perSecond / 10.0;
        left = most;
    }

    /** @param now {@link System#nanoTime()} */
    boolean allows(long now) {
        if (perSecond == Integer.MAX_VALUE) return true;
        if (filledAt != 0) left = Math.min(most, left + (now - filledAt) / 1e9 * perSecond);
        filledAt = now;
        if (left < 1) {
            refused++;
            return false;
        }
        left--;
        return true;
    }

    long refused() {
        return refused;
    }
}
