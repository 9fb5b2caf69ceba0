package org.visita.ehrsync.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;

/** How many attempts ended how, and how long bookings take to their EHRs. Counted once it is committed. */
@Startup
@ApplicationScoped
class DeliveryMetrics {

    private static final Duration[] BUCKETS = DoubleStream.of(.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 900)
            .mapToObj(seconds -> Duration.ofMillis((long) (seconds * 1000)))
            .toArray(Duration[]::new);

    private final Map<String, Counter> attempts;
    private final Timer latency;
    private final Clock clock;

    @Inject
    DeliveryMetrics(MeterRegistry registry, Clock clock) {
        // All from the start: a rule over a series that is not there yet never fires.
        this.attempts = Stream.of("written", "retry", "refused", "unavailable", "access-refused", "not-yet")
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        outcome -> registry.counter("visita_delivery_attempts", "outcome", outcome)));
        this.latency = Timer.builder("visita_sync_latency")
                .description("From a change of a booking to its arrival in an EHR")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.clock = clock;
    }

    void settled(Collection<Settlement> settlements) {
        Instant now = clock.instant();
        settlements.forEach(settlement -> {
            attempts.get(settlement.outcome().code()).increment();
            // Not where the EHR held it already: that was another one's arrival.
            if (settlement.outcome() instanceof Written written
                    && written.version() == settlement.delivery().version()) {
                latency.record(sinceChange(settlement, now));
            }
        });
    }

    /** Clocks of two machines: never less than nothing. */
    private static Duration sinceChange(Settlement settlement, Instant now) {
        Duration since = Duration.between(settlement.delivery().event().occurredAt(), now);
        return since.isNegative() ? Duration.ZERO : since;
    }
}
