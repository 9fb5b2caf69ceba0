package org.visita.ehrsync.replay;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** How replays went, for the metrics. */
@Startup
@ApplicationScoped
class ReplayResults {

    static final String SKIPPED = "skipped";

    private static final String METRIC = "visita_replay_items";
    private static final String RESULT = "result";

    private final MeterRegistry registry;

    @Inject
    ReplayResults(MeterRegistry registry) {
        this.registry = registry;
        // From the start: a rule that meets no series cannot tell none from not running.
        List.of("written", "failed", SKIPPED).forEach(result -> registry.counter(METRIC, RESULT, result));
    }

    /** By result; once they are committed. */
    void count(Map<String, Integer> results) {
        results.forEach(
                (result, count) -> registry.counter(METRIC, RESULT, result).increment(count));
    }
}
