package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.visita.e2e.PromQl.Selector;
import org.visita.local.stack.LocalStack;

/** Whatever a rule or a panel asks for, a running service tells; once one booking has gone its way. */
class ObservabilityJourney {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Made by Prometheus itself. */
    private static final Set<String> PROMETHEUS = Set.of("up", "ALERTS");

    private final LocalStack stack = TestStack.get();
    private final Desk desk = new Desk(stack);

    @Test
    void every_metric_of_rules_and_dashboard_is_told_by_a_service() {
        JsonNode booked = desk.book(desk.slots(1, 3).getFirst());
        new EhrSide(stack).follows(booked, SOON);
        Set<String> recorded = Observability.recorded();
        List<Selector> asked = Observability.selectors().stream()
                .filter(selector -> !recorded.contains(selector.metric()) && !PROMETHEUS.contains(selector.metric()))
                .toList();
        assertThat(asked).hasSizeGreaterThan(15);

        // Gauges are measured every five seconds.
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    Scrape scrape = Scrape.of(stack);
                    assertThat(asked).allMatch(scrape::has);
                });
    }

    @Test
    void what_no_service_tells_would_be_found() {
        Scrape scrape = Scrape.of(stack);

        assertThat(scrape.has(new Selector("visita_deliveries", Map.of("state", "pending"))))
                .isTrue();
        assertThat(scrape.has(new Selector("visita_deliveries", Map.of("state", "lost"))))
                .isFalse();
        assertThat(scrape.has(new Selector("visita_deliverys", Map.of()))).isFalse();
    }
}
