package org.visita.gateway.key;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.visita.gateway.limit.InFlight;

/**
 * What of a key outlives its versions: requests on their way, and when it was used last. Most keys rest, so what a key at
 * work needs is made when it is first asked for.
 */
final class KeyUse {

    private volatile InFlight inFlight;
    private volatile long lastMinute;
    private volatile long writtenMinute;

    InFlight inFlight() {
        InFlight made = inFlight;
        return made == null ? makeInFlight() : made;
    }

    private synchronized InFlight makeInFlight() {
        if (inFlight == null) {
            inFlight = new InFlight();
        }
        return inFlight;
    }

    /** Never goes back: of two that come at the same time the later minute stays, or comes with the next request. */
    void at(Instant now) {
        long minute = now.getEpochSecond() / 60;
        if (minute > lastMinute) {
            lastMinute = minute;
        }
    }

    boolean isWritten() {
        return lastMinute <= writtenMinute;
    }

    /** To the minute; nothing finer is remembered. */
    Instant last() {
        return Instant.EPOCH.plus(lastMinute, ChronoUnit.MINUTES);
    }

    /** @param until what {@link #last} said when it was written */
    void written(Instant until) {
        writtenMinute = until.getEpochSecond() / 60;
    }
}
