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
    private final BookingDatabase database = new BookingDatabase(stack);

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
    void a_broker_that_is_down_for_a_minute_is_nothing_that_a_client_sees() throws Exception {
        List<JsonNode> slots = desk.slots(130, 6);
        try (BookingLoad load = BookingLoad.start(stack, slots, Duration.ofMillis(500))) {
            stack.kill("kafka");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(stack.isReady("booking"))
                    .as("readiness without Kafka")
                    .isFalse());
            List<JsonNode> booked = load.await(Duration.ofSeconds(90));
            assertThat(load.objections()).isEmpty();
            assertThat(load.repeats()).as("answers other than 201").isZero();
            assertThat(database.outbox()).as("events that wait").hasSizeGreaterThanOrEqualTo(slots.size() - 5);
            stack.start("kafka");

            database.awaitEmptyOutbox(SETTLED);
            ehr.follows(booked.getLast(), SETTLED);
            ehr.isInStep(SETTLED);
        }
        await().atMost(SETTLED).until(() -> stack.isReady("booking"));
    }

    @Test
    void a_database_that_crashes_under_load_loses_no_booking_and_makes_none_twice() throws Exception {
        List<JsonNode> slots = desk.slots(120, 9);
        long before = database.bookings();
        try (BookingLoad load = BookingLoad.start(stack, slots, Duration.ofMillis(100))) {
            await().atMost(SETTLED).until(() -> load.booked() > 20);
            stack.kill("postgres");
            stack.start("postgres");
            List<JsonNode> booked = load.await(Duration.ofSeconds(90));

            assertThat(load.objections()).isEmpty();
            assertThat(load.repeats()).as("tries that the crash cost").isPositive();
            assertThat(booked).extracting(booking -> booking.path("id")).doesNotHaveDuplicates();
            assertThat(booked)
                    .allSatisfy(booking ->
                            assertThat(desk.read(booking).path("status")).isEqualTo(booking.path("status")));
            assertThat(database.bookings() - before).isEqualTo(slots.size());
        }
        database.awaitEmptyOutbox(SETTLED);
        ehr.isInStep(SETTLED);
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
