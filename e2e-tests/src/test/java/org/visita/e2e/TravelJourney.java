package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.LocalStack;

/** A visit travels from the public API into the EHR, and stays right there. */
class TravelJourney {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final LocalStack stack = TestStack.get();
    private final Desk desk = new Desk(stack);
    private final EhrSide ehr = new EhrSide(stack);

    @AfterEach
    void everything_is_in_step() {
        ehr.isInStep(SOON);
    }

    @Test
    void a_booking_is_followed_when_it_is_made_moved_and_cancelled() {
        List<JsonNode> slots = desk.slots(2, 1);
        JsonNode booked = desk.book(slots.get(0));
        JsonNode appointment = ehr.follows(booked, SOON);
        assertThat(appointment.path("minutesDuration").asInt()).isEqualTo(30);
        assertThat(appointment.path("participant"))
                .as("patient, practitioner and location, each by reference")
                .hasSize(3)
                .allSatisfy(participant -> assertThat(
                                participant.at("/actor/reference").asText())
                        .matches("(Patient|Practitioner|Location)/.+"));

        JsonNode moved = desk.reschedule(booked, slots.get(1));
        JsonNode after = ehr.follows(moved, SOON);
        assertThat(after.path("id")).as("the same Appointment").isEqualTo(appointment.path("id"));

        JsonNode cancelled = desk.cancel(moved);
        JsonNode end = ehr.follows(cancelled, SOON);
        assertThat(end.path("id")).isEqualTo(appointment.path("id"));
        assertThat(end.at("/cancelationReason/coding/0/code").asText()).isEqualTo("pat");
    }

    @Test
    void the_ehr_passes_the_test_of_its_connection() {
        Gateway admin = new Gateway(stack.gateway(), stack.secrets().adminKey());
        String id = admin.get("/v1/connections", Map.of()).at("/items/0/id").asText();

        // The first statement of this EHR takes many seconds on a busy machine, which the test rightly tells.
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            JsonNode report = admin.post(
                    "/v1/connections/" + id + "/test",
                    JsonNodeFactory.instance.objectNode(),
                    UUID.randomUUID().toString());
            assertThat(report.path("ok").asBoolean())
                    .as(report.toPrettyString())
                    .isTrue();
            assertThat(report.path("createsBy").asText()).isEqualTo("if-none-exist");
        });
    }

    @Test
    void the_booking_says_where_it_stands_in_the_ehr() {
        JsonNode booked = desk.book(desk.slots(1, 1).getFirst());
        JsonNode appointment = ehr.follows(booked, SOON);
        // The word of it comes back by a topic, behind that of all that the journeys before this one have left there.
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode state = desk.read(booked).at("/ehr/0");
            assertThat(state.path("state").asText()).isEqualTo("written");
            assertThat(state.path("version").asInt()).isEqualTo(1);
            assertThat(state.path("externalId").asText())
                    .endsWith(appointment.path("id").asText());
        });
    }

    @Test
    void events_that_come_twice_and_in_the_wrong_order_change_nothing() {
        List<JsonNode> slots = desk.slots(3, 1);
        JsonNode booked = desk.book(slots.get(0));
        desk.reschedule(booked, slots.get(1));
        JsonNode newest = desk.reschedule(booked, slots.get(2));
        JsonNode before = ehr.follows(newest, SOON);

        BookingTopic topic = new BookingTopic(stack);
        topic.sendAgainBackwards(booked.path("id").asText());
        topic.sendAgainBackwards(booked.path("id").asText());
        // A later booking has passed behind them all: whatever they were to do, they have done.
        ehr.follows(desk.book(desk.slots(1, 1).getFirst()), SOON);
        topic.awaitConsumed("ehr-sync-service", SOON);

        assertThat(EhrSide.writes(ehr.only(booked)))
                .as("writes of the Appointment")
                .isEqualTo(EhrSide.writes(before));
    }
}
