package org.visita.kit.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes as all clocks do, and is moved forward by those who cannot wait, or set by those who keep it. */
final class MovedClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;
    private volatile Duration set = Duration.ZERO;

    /** So much time goes by. */
    void forward(Duration time) {
        ahead = ahead.plus(time);
    }

    /** It shows so much more, though no time has gone by. */
    void set(Duration more) {
        set = set.plus(more);
    }

    /** As {@link System#nanoTime}. */
    long nanoTime() {
        return System.nanoTime() + ahead.toNanos();
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead).plus(set);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock is asked for instants only");
    }
}
