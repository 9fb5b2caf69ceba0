package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.BERLIN;
import static org.visita.booking.SampleClinic.at;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.Change;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PatientStatus;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** With whom, how, and with what: what the caller leaves open, and what a visit takes. */
@BookingTest
class AssignmentTest {

    private static final LocalDate MONDAY =
            LocalDate.now(BERLIN).with(TemporalAdjusters.next(DayOfWeek.MONDAY)).plusWeeks(1);

    @Test
    void thirty_visits_are_shared_evenly_by_three() {
        SampleClinic clinic = SampleClinic.with(3, 0, 30, VisitTypes.of(10, 10));
        Map<String, Integer> given = new HashMap<>();
        for (int n = 0; n < 30; n++) {
            Response booked = book(clinic.visit(n, at(MONDAY.plusDays(n % 2), 10 * (n / 2))));
            booked.then().statusCode(201);
            given.merge(booked.path("practitionerId"), 1, Integer::sum);
        }
        assertThat(given).containsOnlyKeys(clinic.practitioners()).containsValues(10, 10, 10);
    }

    @Test
    void the_one_with_fewer_visits_that_week_comes_first_then_the_one_who_has_waited_longest() {
        SampleClinic clinic = SampleClinic.with(3, 0, 8, VisitTypes.of(10, 10));
        book(clinic.visit(0, at(MONDAY, 0), 0)).then().statusCode(201);
        book(clinic.visit(1, at(MONDAY, 10), 0)).then().statusCode(201);
        book(clinic.visit(2, at(MONDAY.plusDays(6), 0), 2)).then().statusCode(201);
        book(clinic.visit(3, at(MONDAY.plusDays(7), 0), 1)).then().statusCode(201);
        // In that week they have 2, 0 and 1; then 2, 1 and 1, and the third was given one earlier than the second.
        assertThat(open(clinic, 4, 20)).isEqualTo(clinic.practitioners().get(1));
        assertThat(open(clinic, 5, 30)).isEqualTo(clinic.practitioners().get(2));
        assertThat(open(clinic, 6, 40)).isEqualTo(clinic.practitioners().get(1));
        assertThat(open(clinic, 7, 50)).isEqualTo(clinic.practitioners().get(0));
    }

    private static String open(SampleClinic clinic, int patient, int minutes) {
        return book(clinic.visit(patient, at(MONDAY.plusDays(2), minutes))).path("practitionerId");
    }

    @Test
    void one_device_serves_one_of_twenty_although_rooms_and_practitioners_are_free() throws Exception {
        SampleClinic clinic = SampleClinic.with(2, 2, 20, VisitTypes.of(30, 35).equipment("ultrasound"));
        String device = clinic.news().equipment(clinic.location(), "ultrasound");
        clinic.news().awaitArrival();
        List<Response> answers = AtOnce.send(20, n -> book(clinic.visit(n, slot(5, 2), n % 2)));
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 201)
                .singleElement()
                .satisfies(booked -> assertThat(booked.jsonPath().getList("equipmentIds", String.class))
                        .containsExactly(device));
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 201)
                .extracting(answer -> answer.jsonPath().getString("code"))
                .containsOnly("slot-taken");
        assertThat(Rows.count("occupancy where resource_id = ?", device)).isEqualTo(1);
    }

    @Test
    void a_visit_at_a_distance_takes_neither_room_nor_equipment() {
        SampleClinic clinic = SampleClinic.with(
                2, 1, 3, VisitTypes.of(30, 35).equipment("ultrasound").modality(OfferedModality.EITHER));
        String device = clinic.news().equipment(clinic.location(), "ultrasound");
        clinic.news().awaitArrival();
        Response first = book(clinic.visit(0, slot(3, 0), 0));
        first.then()
                .statusCode(201)
                .body("modality", equalTo("in-person"))
                .body("roomId", equalTo(clinic.rooms().getFirst()))
                .body("equipmentIds", equalTo(List.of(device)))
                .body("patientStatus", nullValue());
        // The room is taken: what is left open happens at a distance, what is named in person is refused.
        Map<String, Object> inPerson = clinic.visit(1, slot(3, 0), 1);
        inPerson.put("modality", "in-person");
        book(inPerson).then().statusCode(409).body("alternatives.modality", hasItem("in-person"));
        book(clinic.visit(1, slot(3, 0), 1))
                .then()
                .statusCode(201)
                .body("modality", equalTo("telehealth"))
                .body("roomId", nullValue())
                .body("equipmentIds", empty());

        String id = first.path("id");
        reschedule(id, Map.of("start", slot(3, 0).toString(), "modality", "telehealth"))
                .then()
                .statusCode(200)
                .body("modality", equalTo("telehealth"))
                .body("roomId", nullValue());
        reschedule(id, Map.of("start", slot(3, 1).toString())).then().body("modality", equalTo("telehealth"));
        assertThat(Rows.count("occupancy where resource_id = ?", device)).isZero();
        await().untilAsserted(() ->
                assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS, id)).hasSize(3));
        byte[] moved = TopicReader.withKey(Topics.BOOKING_EVENTS, id).get(1).value();
        assertThat(ContractSchemas.violations(EventType.BOOKING_UPDATED, moved)).isEmpty();
        assertThat(EventJson.read(moved, BookingEvent.class).changes())
                .containsExactly(
                        new Change("roomId", clinic.rooms().getFirst(), null),
                        new Change("modality", "IN_PERSON", "TELEHEALTH"),
                        new Change("equipmentIds", device, null));
    }

    @Test
    void new_patients_have_their_own_timing_and_stay_new_when_they_move() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1, VisitTypes.of(30, 30).forNewPatients(60, 60));
        Map<String, Object> visit = clinic.visit(0, at(MONDAY, 60));
        visit.put("patientStatus", "new");
        Response booked = book(visit);
        booked.then().statusCode(201).body("patientStatus", equalTo("new"));
        assertThat(booked.<String>path("end")).contains("T10:00");
        String id = booked.path("id");
        reschedule(id, Map.of("start", at(MONDAY, 30).toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("off-grid"));
        Response moved = reschedule(id, Map.of("start", at(MONDAY, 120).toString()));
        moved.then().statusCode(200).body("patientStatus", equalTo("new"));
        assertThat(moved.<String>path("end")).contains("T11:00");
    }

    @Test
    void visit_types_may_be_for_some_patients_and_in_one_way_only() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1, VisitTypes.of(30, 35).onlyFor(PatientStatus.NEW));
        Map<String, Object> returning = clinic.visit(0, slot(3, 0));
        returning.put("patientStatus", "returning");
        book(returning).then().statusCode(422).body("code", equalTo("not-for-patient"));
        Map<String, Object> far = clinic.visit(0, slot(3, 0));
        far.put("modality", "telehealth");
        book(far).then().statusCode(422).body("code", equalTo("not-offered"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"modality":"IN_PERSON"}     | /modality
            {"modality":"either"}        | /modality
            {"modality":""}              | /modality
            {"modality":0}               | /modality
            {"modality":["telehealth"]}  | /modality
            {"patientStatus":"NEW"}      | /patientStatus
            {"patientStatus":true}       | /patientStatus
            """)
    void unknown_words_are_refused_with_their_place(String body, String pointer) {
        clinic().body(body).post("/v1/bookings").then().statusCode(400).body("errors.pointer", hasItem(pointer));
    }
}
