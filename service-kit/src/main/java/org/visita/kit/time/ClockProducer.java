package org.visita.kit.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * The one place that reads the system's time. Tests put a fixed or a moving clock in its stead. Ticks in microseconds,
 * which is what the database keeps: what is announced has to be what is stored.
 */
final class ClockProducer {

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }
}
