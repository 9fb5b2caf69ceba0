package org.visita.kit.audit;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Whether the disk takes what the journal writes, and since when not. */
final class JournalDisk {

    private static final Logger LOG = Logger.getLogger(JournalDisk.class);
    private static final Duration NEXT_TRY = Duration.ofSeconds(2);

    private final SteadyTime time;
    private final String trouble;
    private volatile long triedAt;
    private volatile boolean hasFailed;
    private volatile long brokenSince;

    /** @param trouble what the log says when it fails, with a place for why */
    JournalDisk(SteadyTime time, String trouble) {
        this.time = time;
        this.trouble = trouble;
    }

    synchronized void fails(Throwable failure) {
        triedAt = System.nanoTime();
        hasFailed = true;
        if (brokenSince == 0) {
            brokenSince = time.millis();
            LOG.errorf(trouble, failure.getClass().getSimpleName());
        }
    }

    synchronized void works() {
        if (brokenSince != 0) {
            LOG.info("Audit journals can be written again");
        }
        brokenSince = 0;
        hasFailed = false;
    }

    boolean isTimeToTry() {
        return !hasFailed || System.nanoTime() - triedAt >= NEXT_TRY.toNanos();
    }

    boolean isBroken() {
        return brokenSince != 0;
    }

    /** Milliseconds for which it has taken nothing; 0 if it does. */
    long brokenFor() {
        long since = brokenSince;
        return since == 0 ? 0 : Math.max(1, time.millis() - since);
    }
}
