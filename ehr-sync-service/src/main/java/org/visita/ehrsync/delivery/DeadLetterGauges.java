package org.visita.ehrsync.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many dead letters wait for somebody, by why they died, and since when the oldest does. */
@ApplicationScoped
class DeadLetterGauges {

    private static final String MEASURE = """
            select code, count(*), greatest(0, extract(epoch from now() - min(last_failed_at)))::bigint
            from dead_letter where state = 'open' group by code""";

    /** Those that are known are told from the start, as 0: rules and panels then never meet a series that is missing. */
    private static final Map<String, Long> NONE = Stream.of(
                    "dependency-missing",
                    "duplicate-target",
                    "internal",
                    "mapping-missing",
                    "not-mappable",
                    "not-valid",
                    "patient-ambiguous",
                    "target-changed",
                    "target-conflict",
                    "target-gone",
                    "target-refused",
                    "target-slow",
                    "target-unavailable",
                    "target-unreadable")
            .collect(Collectors.toUnmodifiableMap(code -> code, code -> 0L));

    private final Pool pool;
    private final LabelledGauge open;
    private final LabelledGauge oldest;

    @Inject
    DeadLetterGauges(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        // All codes are written in the source: there are some twenty.
        open = new LabelledGauge(registry, "visita_dead_letters", "code");
        oldest = new LabelledGauge(registry, "visita_dead_letters_oldest_seconds", "code");
    }

    /** @return how many are open, of all codes */
    Uni<Long> measure() {
        return pool.query(MEASURE)
                .execute()
                .invoke(rows -> {
                    open.tell(rows, 1, NONE);
                    oldest.tell(rows, 2, NONE);
                })
                .map(rows -> LabelledGauge.sum(rows, 1));
    }
}
