package org.visita.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.local.check.Samples.NINE;
import static org.visita.local.check.Samples.booked;
import static org.visita.local.check.Samples.in;
import static org.visita.local.check.Samples.told;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventComparisonTest {

    @Test
    void finds_nothing_where_every_version_was_told_however_often_and_in_whatever_order() {
        assertThat(compare(
                        Map.of("b1", booked(2)),
                        List.of(),
                        told("b1", 2, "e2"),
                        told("b1", 1, "e1"),
                        told("b1", 2, "e2")))
                .isEmpty();
    }

    @Test
    void counts_what_waits_in_the_outbox_as_told() {
        assertThat(compare(Map.of("b1", booked(2)), List.of(told("b1", 2, "e2")), told("b1", 1, "e1")))
                .isEmpty();
    }

    @Test
    void finds_versions_that_nobody_was_told_of() {
        assertThat(compare(Map.of("b1", booked(3)), List.of(), told("b1", 1, "e1"), told("b1", 3, "e3")))
                .containsExactly(new Finding(
                        Kind.LOST, "b1", "the event of version 2 is neither on the topic nor in the outbox"));
        assertThat(kinds(compare(Map.of("b1", booked(1)), List.of()))).containsExactly(Kind.LOST);
        assertThat(kinds(compare(Map.of("b1", in("HELD", 1)), List.of()))).containsExactly(Kind.LOST);
    }

    @Test
    void finds_a_version_with_two_events() {
        assertThat(kinds(compare(Map.of("b1", booked(1)), List.of(), told("b1", 1, "e1"), told("b1", 1, "e9"))))
                .containsExactly(Kind.DOUBLED);
        assertThat(kinds(compare(Map.of("b1", booked(1)), List.of(told("b1", 1, "e9")), told("b1", 1, "e1"))))
                .containsExactly(Kind.DOUBLED);
    }

    @Test
    void finds_a_table_that_is_behind_the_topic() {
        assertThat(kinds(compare(Map.of("b1", booked(1)), List.of(), told("b1", 1, "e1"), told("b1", 2, "e2"))))
                .containsExactly(Kind.STALE);
    }

    @Test
    void finds_a_newest_event_that_says_something_else() {
        Told moved = told("b1", 1, "e1", NINE.plus(Duration.ofHours(1)));

        assertThat(kinds(compare(Map.of("b1", booked(1)), List.of(), moved))).containsExactly(Kind.STALE);
        assertThat(kinds(compare(Map.of("b1", in("CANCELLED", 1)), List.of(), told("b1", 1, "e1"))))
                .containsExactly(Kind.STALE);
    }

    @Test
    void finds_events_of_no_booking() {
        assertThat(kinds(compare(Map.of(), List.of(), told("b9", 1, "e1")))).containsExactly(Kind.UNKNOWN);
        assertThat(kinds(compare(Map.of(), List.of(told("b9", 1, "e1"))))).containsExactly(Kind.UNKNOWN);
    }

    @Test
    void reads_what_an_event_says() {
        assertThat(Told.read("e1", bytes("""
                {"booking":{"id":"b1","version":1,"status":"BOOKED","start":"2026-12-01T09:00:00Z",\
                "end":"2026-12-01T09:30:00Z"}}"""))).contains(told("b1", 1, "e1"));
    }

    @Test
    void reads_nothing_from_foreign_bytes() {
        assertThat(Told.read("e1", bytes("no json"))).isEmpty();
        assertThat(Told.read("e1", bytes("{}"))).isEmpty();
        assertThat(Told.read("e1", new byte[0])).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Finding> compare(Map<String, Booked> bookings, List<Told> outbox, Told... topic) {
        Map<String, Trail> trails = new HashMap<>();
        for (Told told : topic) {
            trails.computeIfAbsent(told.booking(), booking -> new Trail()).add(told);
        }
        return EventComparison.compare(bookings, trails, outbox);
    }

    private static List<Kind> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).toList();
    }
}
