package org.visita.ehrsync.delivery;

import java.time.Duration;

/** What becomes of a delivery that did not succeed. */
sealed interface Verdict {

    /**
     * It is tried again.
     *
     * @param attempts failures that count, this one included if it does
     */
    record Again(int attempts, Duration pause) implements Verdict {}

    /** A newer version is wanted by now: it starts afresh. */
    record Superseded() implements Verdict {}

    /**
     * It becomes a dead letter.
     *
     * @param deadClass {@code permanent} or {@code exhausted}
     */
    record GiveUp(String deadClass, int attempts) implements Verdict {}
}
