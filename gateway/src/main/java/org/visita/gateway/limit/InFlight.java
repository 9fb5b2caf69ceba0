package org.visita.gateway.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests of one caller are on their way. */
public final class InFlight {

    private final AtomicInteger count = new AtomicInteger();

    /** False, and nothing counted, if that many are on their way already. */
    public boolean enter(int most) {
        return count.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    /** Once for each that entered. */
    public void leave() {
        count.decrementAndGet();
    }
}
