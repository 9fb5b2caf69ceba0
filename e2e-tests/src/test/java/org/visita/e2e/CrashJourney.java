package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.visita.local.stack.LocalStack;

/** Any service may be killed at any moment. */
class CrashJourney {

    private static final int BOOKINGS = 200;
    private static final List<String> SERVICES =
            List.of("booking", "ehr-sync", "availability", "patient", "audit", "gateway");

    private final LocalStack stack = TestStack.get();
    private final Desk desk = new Desk(stack);
    private final EhrSide ehr = new EhrSide(stack);

    @Test
    void two_hundred_bookings_survive_the_crash_of_every_service() throws Exception {
        List<JsonNode> slots = desk.slots(BOOKINGS, 12);
        List<JsonNode> acknowledged = new ArrayList<>();
        try (ExecutorService background = Executors.newSingleThreadExecutor()) {
            Future<?> crashes = background.submit(() -> SERVICES.forEach(service -> {
                stack.kill(service);
                stack.start(service);
            }));
            for (JsonNode slot : slots) {
                acknowledged.add(desk.book(slot));
            }
            crashes.get();
        }
        assertThat(acknowledged)
                .extracting(booking -> booking.path("id").asText())
                .doesNotHaveDuplicates();
        for (JsonNode booking : acknowledged.subList(0, 20)) {
            desk.cancel(booking);
        }
        ehr.isInStep(Duration.ofSeconds(120));
    }

    @Test
    void a_crash_between_the_ehrs_commit_and_ours_doubles_nothing() throws Exception {
        try (CommitWatch watch = new CommitWatch(stack)) {
            watch.onceCommitted(() -> stack.kill("ehr-sync"));
            JsonNode booked = desk.book(desk.slots(1, 30).getFirst());
            watch.awaitCommit(Duration.ofSeconds(60));
            stack.start("ehr-sync");
            ehr.follows(booked, Duration.ofSeconds(60));
            ehr.isInStep(Duration.ofSeconds(60));
        }
    }
}
