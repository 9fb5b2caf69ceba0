package org.visita.ehrsync.destination;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What is kept of connections in memory, with their secrets: gone when nobody asks for it, as after their removal. */
public final class IdleSecrets {

    private static final Duration IDLE = Duration.ofMinutes(10);

    private IdleSecrets() {}

    public static <V> Cache<ConnectionRef, V> cache(Clock clock) {
        return Caffeine.newBuilder()
                .expireAfterAccess(IDLE)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // Else what ended would lie there until somebody asks for something else.
                .scheduler(Scheduler.systemScheduler())
                .build();
    }
}
