package org.visita.ehrsync.testing;

import java.time.Duration;

/** How often a fault strikes at all, how often each write, and how long from its beginning. */
record Extent(int times, int timesEach, Duration lasting) {

    static final Extent ALWAYS = new Extent(Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofDays(365));
}
