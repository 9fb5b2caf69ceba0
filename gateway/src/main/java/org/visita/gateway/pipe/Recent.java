package org.visita.gateway.pipe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How often something has happened in this second and in the one before. */
final class Recent {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final long start;
    private final AtomicInteger now = new AtomicInteger();
    private volatile int before;
    private volatile long second;

    Recent(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    void add() {
        turn();
        now.incrementAndGet();
    }

    int count() {
        turn();
        return before + now.get();
    }

    private void turn() {
        long current = (nanos.getAsLong() - start) / SECOND;
        if (current > second) {
            turnTo(current);
        }
    }

    private synchronized void turnTo(long current) {
        if (current > second) {
            int last = now.getAndSet(0);
            before = current == second + 1 ? last : 0;
            second = current;
        }
    }
}
