package org.visita.local.bench.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.visita.local.stack.StackProblem;

/** As many requests as a door takes over some connections: each asks again as soon as it is answered. One thread. */
final class ClosedLoop {

    /**
     * What came of it.
     *
     * @param perSecond answers
     * @param p50Millis median time of an answer
     * @param p99Millis 99th percentile
     */
    record Result(double perSecond, double p50Millis, double p99Millis) {}

    private final URI door;
    private final byte[] request;
    private final int connections;

    private long answers;
    private IOException failure;

    ClosedLoop(URI door, byte[] request, int connections) {
        this.door = door;
        this.request = request;
        this.connections = connections;
    }

    Result run(Duration during) {
        long[] slots = new long[Latencies.SLOTS];
        List<Caller> callers = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) callers.add(new Caller(door, request, selector));
            for (Caller caller : callers) caller.ask();
            long began = System.nanoTime();
            while (System.nanoTime() - began < during.toNanos()) {
                selector.select(key -> goOn((Caller) key.attachment(), slots), 100);
                if (failure != null) throw failure;
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            for (Caller caller : callers) caller.close();
            return new Result(answers / seconds, Latencies.percentile(slots, 50), Latencies.percentile(slots, 99));
        } catch (IOException e) {
            throw new StackProblem(
                    "The door at " + door + " did not answer as it should: " + e.getMessage(), "See its log.", e);
        }
    }

    private void goOn(Caller caller, long[] slots) {
        try {
            long nanos = caller.read();
            if (nanos >= 0) {
                slots[Latencies.slot(nanos)]++;
                answers++;
                caller.ask();
            }
        } catch (IOException e) {
            failure = e;
        }
    }
}
