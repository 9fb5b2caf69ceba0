package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.local.stack.LocalStack;

/** What is down comes back, and then everything is as if it had never been away. */
class OutageJourney {

    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final LocalStack stack = TestStack.get();
    private final Desk desk = new Desk(stack);
    private final EhrSide ehr = new EhrSide(stack);

    @Test
    void an_ehr_that_is_down_for_a_minute_misses_nothing() {
        List<JsonNode> slots = desk.slots(20, 3);
        JsonNode written = desk.book(slots.get(18));
        ehr.follows(written, Duration.ofSeconds(10));

        stack.kill("ehr");
        long downSince = System.nanoTime();
        List<JsonNode> booked = new ArrayList<>();
        for (JsonNode slot : slots.subList(0, 12)) {
            booked.add(desk.book(slot));
        }
        JsonNode moved = desk.reschedule(booked.get(0), slots.get(12));
        moved = desk.reschedule(moved, slots.get(13));
        desk.cancel(booked.get(1));
        desk.cancel(written);
        await().atMost(OUTAGE.plusSeconds(30)).until(() -> System.nanoTime() - downSince > OUTAGE.toNanos());
        stack.start("ehr");

        ehr.follows(moved, SETTLED);
        ehr.isInStep(SETTLED);
    }

    @Test
    void a_broker_that_is_down_keeps_no_booking_from_the_ehr() {
        List<JsonNode> slots = desk.slots(10, 6);
        stack.kill("kafka");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(stack.isReady("booking"))
                .as("readiness without Kafka")
                .isFalse());
        List<JsonNode> booked = slots.stream().map(desk::book).toList();
        stack.start("kafka");

        for (JsonNode booking : booked) {
            ehr.follows(booking, SETTLED);
        }
        ehr.isInStep(SETTLED);
        await().atMost(SETTLED).until(() -> stack.isReady("booking"));
    }

    @Test
    void a_database_that_is_down_is_said_so_and_taken_up_again() {
        List<JsonNode> slots = desk.slots(6, 9);
        JsonNode before = desk.book(slots.get(0));
        stack.kill("postgres");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(stack.isReady("booking"))
                .as("readiness without PostgreSQL")
                .isFalse());
        stack.start("postgres");

        JsonNode moved = desk.reschedule(before, slots.get(1));
        ehr.follows(moved, SETTLED);
        ehr.isInStep(SETTLED);
    }
}
