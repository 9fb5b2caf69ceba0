package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.visita.e2e.BookingDatabase.Waiting;
import org.visita.local.stack.LocalStack;

/** The booking service dies between its commit and what follows from it: the event comes, under the id that it had. */
class OutboxJourney {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final LocalStack stack = TestStack.get();
    private final Desk desk = new Desk(stack);
    private final EhrSide ehr = new EhrSide(stack);
    private final BookingDatabase database = new BookingDatabase(stack);
    private final BookingTopic topic = new BookingTopic(stack);

    @Test
    void what_was_committed_before_a_crash_is_sent_after_it_under_its_own_id() throws Exception {
        List<JsonNode> slots = desk.slots(6, 2);
        Map<String, List<String>> written;
        JsonNode moved;
        JsonNode cancelled;
        try (HeldRelay _ = HeldRelay.take(database)) {
            List<JsonNode> booked = slots.subList(0, 5).stream().map(desk::book).toList();
            moved = desk.reschedule(booked.get(0), slots.get(5));
            cancelled = desk.cancel(booked.get(1));
            written = waiting();
            assertThat(written.values().stream().mapToInt(List::size).sum()).isEqualTo(7);
            stack.kill("booking");
            stack.start("booking");
            assertThat(waiting()).as("nothing was sent yet").isEqualTo(written);
        }

        database.awaitEmptyOutbox(SOON);
        written.forEach((booking, events) ->
                assertThat(topic.eventIds(booking)).as("events of " + booking).isEqualTo(events));
        ehr.follows(moved, SOON);
        assertThat(desk.read(cancelled).path("status").asText()).isEqualTo("cancelled");
        ehr.isInStep(SOON);
    }

    @Test
    void what_was_sent_and_not_deleted_is_sent_again_under_the_same_id_and_stands_in_the_ehr_once() throws Exception {
        JsonNode slot = desk.slots(1, 2).getFirst();
        JsonNode booked;
        String event;
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            try (HeldRelay _ = HeldRelay.take(database)) {
                booked = desk.book(slot);
                event = waiting().get(id(booked)).getFirst();
                // A lock on the row lets the relay read and send it, and keeps it from deleting it.
                statement.execute("select from outbox where id = '" + event + "' for update");
            }
            await().atMost(SOON).until(() -> !deletes().isEmpty());
            assertThat(topic.eventIds(id(booked))).containsExactly(event);
            stack.kill("booking");
            // PostgreSQL would go on with a delete that it has, and tell nobody: here it has not got it.
            deletes().forEach(delete -> database.rows("select pg_terminate_backend(?)", delete.getFirst()));
            await().atMost(SOON).until(() -> deletes().isEmpty());
        }
        stack.start("booking");

        database.awaitEmptyOutbox(SOON);
        assertThat(topic.eventIds(id(booked))).containsExactly(event, event);
        ehr.follows(booked, SOON);
        ehr.isInStep(SOON);
    }

    private List<List<Object>> deletes() {
        return database.rows("""
                select pid from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query like 'delete from outbox%'""");
    }

    /** The ids of the waiting events, in order, by booking. */
    private Map<String, List<String>> waiting() {
        return database.outbox().stream()
                .collect(Collectors.groupingBy(
                        Waiting::booking, Collectors.mapping(Waiting::eventId, Collectors.toList())));
    }

    private static String id(JsonNode booking) {
        return booking.path("id").asText();
    }
}
