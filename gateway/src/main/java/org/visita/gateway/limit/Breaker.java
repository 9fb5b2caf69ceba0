package org.visita.gateway.limit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Whether Redis is asked at all: not after so many misses in a row, until a probe has found it answering in time. */
final class Breaker {

    private static final Logger LOG = Logger.getLogger(Breaker.class);
    private static final int MISSES = 3;
    private static final Pattern REDIS_SAYS = Pattern.compile("([A-Z]{3,20}) ");

    private final AtomicInteger misses = new AtomicInteger();
    private volatile boolean open;

    boolean isOpen() {
        return open;
    }

    /** It answered in time. Does not close what is open: that takes a probe. */
    void hit() {
        if (misses.get() != 0) {
            misses.set(0);
        }
    }

    /** It failed, or was late. */
    synchronized void miss(Throwable why) {
        if (misses.incrementAndGet() >= MISSES && !open) {
            open = true;
            LOG.warnf(
                    "Redis does not answer in time (%s); this replica admits its share of every limit until it does",
                    kind(why));
        }
    }

    /** What Redis says begins with a word of its own, as WRONGPASS; of the rest the class must do, to quote no address. */
    private static String kind(Throwable why) {
        var word = REDIS_SAYS.matcher(String.valueOf(why.getMessage()));
        return word.lookingAt() ? word.group(1) : why.getClass().getSimpleName();
    }

    synchronized void probed() {
        misses.set(0);
        if (open) {
            open = false;
            LOG.info("Redis answers again; the replicas share their limits");
        }
    }
}
