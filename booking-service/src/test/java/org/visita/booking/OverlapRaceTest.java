package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.hold;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.at;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Visits that want the same people and things at times that overlap, all at once. */
@BookingTest
class OverlapRaceTest {

    private static final LocalDate DAY = LocalDate.now(SampleClinic.BERLIN).plusDays(5);

    private final Random random = new Random();

    @RepeatedTest(2)
    void visits_of_other_lengths_types_and_starts_never_overlap() throws Exception {
        SampleClinic clinic = SampleClinic.with(3, 2, 12, VisitTypes.of(30, 5).bufferAfter(5));
        List<String> types = typesOfEveryLength(clinic);
        Race race = new Race();
        for (int n = 0; n < 80; n++) {
            Map<String, Object> visit = clinic.visit(n % 12, at(DAY, 5 * random.nextInt(24)));
            visit.put("visitTypeId", types.get(n % types.size()));
            if (n % 3 > 0) {
                visit.put("practitionerId", clinic.practitioners().get(random.nextInt(3)));
            }
            race.add(() -> book(visit));
        }
        List<Response> answers = race.run();

        List<Response> booked =
                answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        // Three practitioners for some 145 minutes; a race that let nobody through would be no less broken.
        assertThat(booked).hasSizeBetween(6, 30);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 201)
                .allSatisfy(refused -> assertThat(Race.code(refused)).isIn("slot-taken", "patient-conflict"));
        for (Response answer : booked) {
            assertThat(Rows.count("occupancy where booking_id = ?", answer.path("id")))
                    .as(answer.asString())
                    .isEqualTo(2
                            + (answer.path("roomId") == null ? 0 : 1)
                            + answer.<List<String>>path("equipmentIds").size());
        }
        assertThat(Rows.texts(
                        "select cast(id as text) from booking where practitioner_id = any(?)", clinic.practitioners()))
                .containsExactlyInAnyOrderElementsOf(
                        booked.stream().map(answer -> answer.<String>path("id")).toList());
        Soundness.require(clinic.practitioners());
        Events.requireOneForEachVersion(clinic.practitioners());
    }

    @RepeatedTest(2)
    void moves_over_shared_rooms_and_devices_in_opposite_orders_end_without_a_deadlock_shown() throws Exception {
        SampleClinic clinic = SampleClinic.with(3, 3, 9, VisitTypes.of(30, 5).bufferAfter(5));
        List<String> types = typesOfEveryLength(clinic);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 9; n++) {
            Map<String, Object> visit = clinic.visit(n, at(DAY, 50 * (n / 3)), n % 3);
            visit.put("visitTypeId", types.get(n % 3 == 0 ? 1 : 0));
            Response booked = book(visit);
            booked.then().statusCode(201);
            ids.add(booked.path("id"));
        }
        Race race = new Race();
        for (int n = 0; n < 72; n++) {
            String id = ids.get(n % ids.size());
            Map<String, Object> to = new HashMap<>();
            to.put("start", at(DAY, 5 * random.nextInt(40)).toString());
            to.put("practitionerId", clinic.practitioners().get(random.nextInt(3)));
            race.add(() -> reschedule(id, to));
        }
        List<Response> answers = race.run();
        assertThat(answers).extracting(Response::statusCode).contains(200).isSubsetOf(200, 409);
        Soundness.require(clinic.practitioners());
        Events.requireOneForEachVersion(clinic.practitioners());
    }

    @Test
    void two_that_would_change_places_both_stay() throws Exception {
        SampleClinic clinic = SampleClinic.with(5, 0, 10);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            ids.add(book(clinic.visit(n, slot(5, n % 2), n / 2)).path("id"));
        }
        Race race = new Race();
        for (int n = 0; n < 10; n++) {
            String id = ids.get(n);
            OffsetDateTime to = slot(5, 1 - n % 2);
            race.add(() -> reschedule(id, Map.of("start", to.toString())));
        }
        assertThat(race.run()).extracting(Race::code).containsOnly("slot-taken");
        Soundness.require(clinic.practitioners());
    }

    @Test
    void of_a_ring_of_moves_only_those_go_through_whose_place_is_free() throws Exception {
        SampleClinic clinic = SampleClinic.with(5, 0, 15);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 15; n++) {
            ids.add(book(clinic.visit(n, slot(5, n % 3), n / 3)).path("id"));
        }
        Race race = new Race();
        for (int n = 0; n < 15; n++) {
            String id = ids.get(n);
            OffsetDateTime next = slot(5, n % 3 + 1);
            race.add(() -> reschedule(id, Map.of("start", next.toString())));
        }
        List<Response> answers = race.run();
        for (int n = 2; n < 15; n += 3) {
            assertThat(answers.get(n).statusCode()).as("its place was free").isEqualTo(200);
        }
        assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 409);
        Soundness.require(clinic.practitioners());
    }

    @Test
    void a_limit_of_one_gives_one_of_ten_holds_and_ten_bookings() throws Exception {
        SampleClinic clinic = SampleClinic.with(1, 0, 20, VisitTypes.of(10, 10).limits(1, null));
        Race race = new Race();
        for (int n = 0; n < 20; n++) {
            Map<String, Object> visit = clinic.visit(n, at(DAY, 10 * n));
            boolean held = n % 2 == 0;
            race.add(() -> held ? hold(visit) : book(visit));
        }
        List<Response> answers = race.run();
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 422)
                .hasSize(19)
                .extracting(Race::code)
                .containsOnly("limit-reached");
        Soundness.require(clinic.practitioners());
        Events.requireOneForEachVersion(clinic.practitioners());
    }

    /** Of 30 minutes with a room, 20 with room and device, 45 with neither. */
    private static List<String> typesOfEveryLength(SampleClinic clinic) {
        clinic.news().equipment(clinic.location(), "ultrasound");
        List<String> types = List.of(
                clinic.visitType(),
                clinic.news()
                        .visitType(VisitTypes.of(20, 5)
                                .bufferAfter(10)
                                .room(true)
                                .equipment("ultrasound")
                                .by(clinic.practitioners())
                                .entry()),
                clinic.news()
                        .visitType(
                                VisitTypes.of(45, 5).by(clinic.practitioners()).entry()));
        clinic.news().awaitArrival();
        return types;
    }
}
