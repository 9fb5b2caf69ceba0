package org.visita.ehrsync.delivery;

import java.time.Duration;

/** Durations as {@code make_interval(secs => ...)} takes them. */
final class Seconds {

    private Seconds() {}

    static double of(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
