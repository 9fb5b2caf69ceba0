package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.visita.local.clinic.Ehr;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.LocalStack;

/** The clinic connects a second EHR, whose server answers otherwise than the first one's: both hold every visit once. */
class SecondEhrJourney {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** The first of those on which no other journey books. */
    private static final int DAY = 25;

    private static final String PATIENT_ID = "https://visita.example/sid/patient-id";

    private static SecondEhr second;
    private static Gateway admin;
    private static String connection;
    private static JsonNode known;

    private final LocalStack stack = TestStack.get();
    private final Desk desk = new Desk(stack);
    private final EhrSide first = new EhrSide(stack);
    private final EhrSide other = new EhrSide(stack, second.base());

    /** The second EHR knows the clinic's first patient already, under the number on the clinic's card. */
    @BeforeAll
    static void connect() {
        second = SecondEhr.start();
        LocalStack stack = TestStack.get();
        admin = new Gateway(stack.gateway(), stack.secrets().adminKey());
        JsonNode card = admin.get("/v1/patients/" + patient(0), Map.of()).at("/identifiers/0");
        ObjectNode there = object().put("resourceType", "Patient");
        known = new Ehr(second.base())
                .createOnce(
                        there, card.path("system").asText(), card.path("value").asText());
        ObjectNode body =
                object().put("name", "Second EHR").put("baseUrl", second.base().toString());
        connection = admin.post("/v1/connections", body, UUID.randomUUID().toString())
                .path("id")
                .asText();
    }

    @AfterAll
    static void disconnect() {
        if (connection != null) {
            admin.post(
                    "/v1/connections/" + connection + "/pause",
                    object(),
                    UUID.randomUUID().toString());
        }
        if (second != null) second.close();
    }

    @Test
    void follows_a_visit_that_others_write_to_as_well() {
        List<JsonNode> slots = slots(2, DAY);
        JsonNode booked = book(slots.get(0), 0);
        JsonNode appointment = other.follows(booked, SOON);

        second.editBeforeNextWrite(appointment, object().put("comment", "bring the referral"));
        JsonNode moved = desk.reschedule(booked, slots.get(1));
        JsonNode after = other.follows(moved, SOON);
        JsonNode cancelled = desk.cancel(moved);
        JsonNode end = other.follows(cancelled, SOON);

        assertThat(second.answered())
                .as("the write that came late")
                .containsOnlyOnce(new SecondEhr.Answered("PUT", "Appointment", 412));
        assertThat(after.path("comment").asText()).isEqualTo("bring the referral");
        assertThat(end.path("comment").asText()).isEqualTo("bring the referral");
        assertThat(List.of(after, end))
                .allSatisfy(each -> assertThat(each.path("id")).isEqualTo(appointment.path("id")));
        assertThat(second.history(end))
                .extracting(Ehr::bookingVersion)
                .as("booking versions, the colleague's among them")
                .containsExactly(1L, 1L, 2L, 3L);
        first.follows(cancelled, SOON);
        first.isInStep(SOON);
    }

    @Test
    void knows_each_patient_once() {
        List<JsonNode> slots = slots(4, DAY + 1);
        List<JsonNode> appointments =
                List.of(book(slots.get(0), 0), book(slots.get(1), 0), book(slots.get(2), 1), book(slots.get(3), 1))
                        .stream()
                        .map(booking -> other.follows(booking, SOON))
                        .toList();

        assertThat(appointments.subList(0, 2)).allSatisfy(appointment -> assertThat(patientOf(appointment))
                .isEqualTo("Patient/" + known.path("id").asText()));
        List<JsonNode> created = new Ehr(second.base()).search("Patient", PATIENT_ID, patient(1));
        assertThat(created).hasSize(1);
        assertThat(appointments.subList(2, 4)).allSatisfy(appointment -> assertThat(patientOf(appointment))
                .isEqualTo("Patient/" + created.getFirst().path("id").asText()));
    }

    @Test
    void a_booking_says_where_it_stands_in_each() {
        JsonNode booked = book(slots(1, DAY + 2).getFirst(), 2);
        first.follows(booked, SOON);
        other.follows(booked, SOON);

        await().atMost(SOON).untilAsserted(() -> assertThat(desk.read(booked).path("ehr"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.path("state").asText()).isEqualTo("written")));
    }

    /** One after the other, so that one and the same patient can have them all. */
    private List<JsonNode> slots(int count, int daysAhead) {
        Map<String, JsonNode> byTime = new TreeMap<>();
        desk.slots(120, daysAhead).forEach(slot -> byTime.put(slot.path("start").asText(), slot));
        List<JsonNode> chosen = new ArrayList<>();
        for (JsonNode slot : byTime.values()) {
            if (chosen.isEmpty()
                    || !startOf(slot).isBefore(startOf(chosen.getLast()).plusHours(1))) chosen.add(slot);
        }
        assertThat(chosen).as("slots that are free").hasSizeGreaterThanOrEqualTo(count);
        return chosen.subList(0, count);
    }

    private static OffsetDateTime startOf(JsonNode slot) {
        return OffsetDateTime.parse(slot.path("start").asText());
    }

    private JsonNode book(JsonNode slot, int patient) {
        ObjectNode request = desk.request(slot).put("patientId", patient(patient));
        return desk.post("/v1/bookings", request, UUID.randomUUID().toString());
    }

    private static String patientOf(JsonNode appointment) {
        for (JsonNode participant : appointment.path("participant")) {
            String reference = participant.at("/actor/reference").asText();
            if (reference.startsWith("Patient/")) return reference;
        }
        return "none";
    }

    private static String patient(int number) {
        return TestStack.clinic().patients().get(number);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
