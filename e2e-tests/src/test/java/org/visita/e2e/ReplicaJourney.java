package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.visita.local.clinic.GatewayProblem;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Replica;
import org.visita.local.stack.Service;

/** Two replicas of the booking service on one database, each behind a gateway of its own, act as one. */
class ReplicaJourney {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECOND = "second-replica";

    private static Replica second;
    private static Replica secondDoor;

    private final LocalStack stack = TestStack.get();
    private final List<Desk> desks = List.of(new Desk(stack), new Desk(secondDoor.address()));
    private final EhrSide ehr = new EhrSide(stack);
    private final BookingDatabase database = new BookingDatabase(stack);

    @BeforeAll
    static void two_replicas() {
        LocalStack stack = TestStack.get();
        // So that PostgreSQL can say which of the two a session is of.
        second = stack.replica(
                Service.BOOKING,
                Map.of(
                        "_JAVA_OPTIONS",
                        "-Dquarkus.datasource.jdbc.additional-jdbc-properties.ApplicationName=" + SECOND));
        second.start();
        secondDoor = stack.replica(
                Service.GATEWAY,
                Map.of("VISITA_GATEWAY_ROUTES_BOOKING", second.address().toString()));
        secondDoor.start();
    }

    @AfterAll
    static void one_replica() {
        secondDoor.close();
        second.close();
    }

    @Test
    void one_of_a_hundred_gets_the_slot() throws Exception {
        JsonNode slot = desks.getFirst().slots(1, 4).getFirst();
        long before = database.bookings();

        List<Integer> answers = atOnce(100, i -> status(() -> desks.get(i % 2).tryToBook(slot)));

        assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(99);
        assertThat(database.bookings() - before).isEqualTo(1);
        ehr.isInStep(SOON);
    }

    @Test
    void a_move_and_a_cancellation_at_once_end_in_a_cancelled_booking_that_holds_nothing() throws Exception {
        List<JsonNode> slots = desks.getFirst().slots(16, 4);
        for (int i = 0; i < slots.size(); i += 2) {
            JsonNode booked = desks.getFirst().book(slots.get(i));
            JsonNode target = slots.get(i + 1);
            int mover = i / 2 % 2;

            List<Integer> answers = atOnce(
                    2,
                    each -> status(() -> each == 0
                            ? desks.get(mover).reschedule(booked, target)
                            : desks.get(1 - mover).cancel(booked)));

            JsonNode end = desks.get(mover).read(booked);
            assertThat(answers.get(1)).as("the cancellation").isEqualTo(201);
            assertThat(answers.get(0)).as("the move").isIn(201, 422);
            assertThat(end.path("status").asText()).isEqualTo("cancelled");
            assertThat(end.path("version").asInt()).isEqualTo(answers.get(0) == 201 ? 3 : 2);
            assertThat(database.rows("select from occupancy where booking_id = ?::uuid", id(booked)))
                    .isEmpty();
        }
        ehr.isInStep(SOON);
    }

    @Test
    void twenty_tries_under_one_key_are_one_booking() throws Exception {
        ObjectNode request =
                desks.getFirst().request(desks.getFirst().slots(1, 4).getFirst());
        String key = UUID.randomUUID().toString();
        long before = database.bookings();

        List<String> ids = atOnce(20, i -> id(desks.get(i % 2).post("/v1/bookings", request, key)));

        assertThat(ids).hasSize(20).containsOnly(ids.getFirst());
        assertThat(database.bookings() - before).isEqualTo(1);
        ehr.isInStep(SOON);
    }

    @Test
    void when_the_replica_that_sends_the_events_dies_the_other_sends_them() throws Exception {
        List<JsonNode> slots = desks.getFirst().slots(4, 4);
        String leader = database.relayLeader();
        boolean secondLeads = leader.equals(SECOND);
        assertThat(leader).isNotEmpty();
        ehr.follows(desks.getFirst().book(slots.get(0)), SOON);

        // Not sent yet when its replica dies, or sent and not deleted: whatever it was at.
        JsonNode last = desks.get(secondLeads ? 1 : 0).book(slots.get(1));
        if (secondLeads) second.kill();
        else stack.kill("booking");
        try {
            Desk other = desks.get(secondLeads ? 0 : 1);
            List<JsonNode> booked =
                    slots.subList(2, 4).stream().map(other::book).toList();
            for (JsonNode booking : booked) ehr.follows(booking, SOON);
            ehr.follows(last, SOON);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(database.relayLeader()).isNotEmpty().isNotEqualTo(leader));
        } finally {
            if (secondLeads) second.start();
            else stack.start("booking");
        }
        ehr.isInStep(SOON);
    }

    /** 201 for whatever was done. */
    private static int status(Callable<JsonNode> act) throws Exception {
        try {
            act.call();
            return 201;
        } catch (GatewayProblem refused) {
            return refused.status();
        }
    }

    private interface Act<T> {
        T of(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int times, Act<T> act) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    gate.await();
                    return act.of(number);
                }));
            }
            gate.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) results.add(each.get());
            return results;
        }
    }

    private static String id(JsonNode booking) {
        return booking.path("id").asText();
    }
}
