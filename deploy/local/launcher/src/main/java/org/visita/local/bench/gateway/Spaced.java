package org.visita.local.bench.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.visita.local.stack.StackProblem;

/** One caller that asks now and then: what a door adds when nobody waits for anybody. */
final class Spaced {

    private static final Duration PAUSE = Duration.ofMillis(2);

    private Spaced() {}

    /** Median time of an answer in milliseconds. */
    static double median(URI door, byte[] request, int samples) {
        long[] slots = new long[Latencies.SLOTS];
        try {
            Caller caller = new Caller(door, request, null);
            for (int i = 0; i < samples; i++) {
                LockSupport.parkNanos(PAUSE.toNanos());
                slots[Latencies.slot(caller.askAndWait())]++;
            }
            caller.close();
            return Latencies.percentile(slots, 50);
        } catch (IOException e) {
            throw new StackProblem(
                    "The door at " + door + " did not answer as it should: " + e.getMessage(), "See its log.", e);
        }
    }
}
