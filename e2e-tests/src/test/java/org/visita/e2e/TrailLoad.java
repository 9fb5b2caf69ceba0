package org.visita.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.visita.e2e.TrailCaller.Kind;

/** Lets a caller go on and on, a few requests at a time. When it is closed, all that were sent are answered or lost. */
final class TrailLoad implements AutoCloseable {

    private static final int AT_A_TIME = 3;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TrailCaller caller;
    private final AtomicInteger turn = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private volatile boolean running = true;

    private TrailLoad(TrailCaller caller) {
        this.caller = caller;
    }

    static TrailLoad start(TrailCaller caller) {
        TrailLoad load = new TrailLoad(caller);
        for (int i = 0; i < AT_A_TIME; i++) load.threads.submit(load::send);
        return load;
    }

    private void send() {
        List<Kind> round = TrailCaller.round();
        while (running) {
            try {
                caller.send(round.get(turn.getAndIncrement() % round.size()));
            } catch (RuntimeException failed) {
                failures.add(failed);
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Until that many more were tried, answered or not. */
    void awaitMore(int requests) {
        int until = turn.get() + requests;
        await().atMost(PATIENCE).until(() -> turn.get() >= until || !failures.isEmpty());
        failures.forEach(failed -> {
            throw new AssertionError(failed);
        });
    }

    @Override
    public void close() {
        running = false;
        threads.shutdown();
        await().atMost(PATIENCE).until(threads::isTerminated);
    }
}
