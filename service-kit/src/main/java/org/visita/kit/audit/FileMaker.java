package org.visita.kit.audit;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that makes files. At most one waits to be made. */
final class FileMaker implements Executor {

    private static final Duration LAST_CHANCE = Duration.ofSeconds(2);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("audit-files").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public void execute(Runnable making) {
        thread.execute(making);
    }

    /** What is being made is made: a folder is not put away while something comes into it. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_CHANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
