package org.visita.local.bench.sync;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Which bookings have come to an EHR since it was last asked, and when the first writing of each came. */
final class Arrived {

    private volatile Map<String, Long> at = new ConcurrentHashMap<>();
    private volatile CountDownLatch missing = new CountDownLatch(0);

    /** Forgets what came before, and counts from here on. */
    void expect(int bookings) {
        at = new ConcurrentHashMap<>(2 * bookings);
        missing = new CountDownLatch(bookings);
    }

    void add(String booking) {
        if (at.putIfAbsent(booking, System.nanoTime()) == null) missing.countDown();
    }

    /** Whether all that are expected came within the bound. */
    boolean await(Duration bound) throws InterruptedException {
        return missing.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    int count() {
        return at.size();
    }

    /** {@link System#nanoTime()} of the last. */
    long last() {
        return at.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /** {@link System#nanoTime()} by booking. */
    Map<String, Long> times() {
        return Map.copyOf(at);
    }
}
