package org.visita.ehrsync.fhir;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for the validator, so that it never takes all cores from what is already being delivered. */
final class ValidatorThreads {

    private ValidatorThreads() {}

    /** @param queue shapes that may wait; more are rejected */
    static ExecutorService create(int threads, int queue) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), ValidatorThreads::thread);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "validator");
        thread.setDaemon(true);
        // HAPI looks for its cache through this loader.
        thread.setContextClassLoader(ValidatorThreads.class.getClassLoader());
        return thread;
    }
}
