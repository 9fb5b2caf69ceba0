package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.booking.Requests.act;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.cancel;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.at;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two acts on one booking at the same time, many times over: what comes out is what one after the other would give. */
@BookingTest
class LifecycleRaceTest {

    private static final int BOOKINGS = 12;
    private static final LocalDate DAY = LocalDate.now(SampleClinic.BERLIN).plusDays(5);

    private SampleClinic clinic;
    private final List<String> ids = new ArrayList<>();
    private List<Response> ones;
    private List<Response> others;

    @AfterEach
    void nothing_has_come_apart() {
        Soundness.require(clinic.practitioners());
        Events.requireOneForEachVersion(clinic.practitioners());
    }

    @Test
    void of_two_who_confirm_one_does() throws Exception {
        pending();
        race(id -> act(id, "confirm"), id -> act(id, "confirm"));
        eachPair("200 booked, 422 not-allowed-in-state", "422 not-allowed-in-state, 200 booked");
        assertThat(states()).containsOnly("BOOKED 2");
    }

    @Test
    void of_two_who_confirm_what_they_have_seen_one_does() throws Exception {
        pending();
        Function<String, Response> confirm =
                id -> clinic().header("If-Match", "\"1\"").post("/v1/bookings/" + id + "/confirm");
        race(confirm, confirm);
        eachPair("200 booked, 412 stale-version", "412 stale-version, 200 booked");
        assertThat(states()).containsOnly("BOOKED 2");
    }

    @Test
    void a_visit_is_confirmed_or_declined() throws Exception {
        pending();
        race(id -> act(id, "confirm"), id -> act(id, "decline"));
        eachPair("200 booked, 422 not-allowed-in-state", "422 not-allowed-in-state, 200 cancelled");
        assertThat(states()).isSubsetOf("BOOKED 2", "CANCELLED 2");
    }

    @Test
    void a_cancelled_visit_stays_so_whoever_confirms_it() throws Exception {
        pending();
        race(id -> act(id, "confirm"), id -> cancel(id, "patient-request"));
        eachPair("200 booked, 200 cancelled", "422 not-allowed-in-state, 200 cancelled");
        assertThat(states()).isSubsetOf("CANCELLED 2", "CANCELLED 3");
        nothingIsTaken();
    }

    @Test
    void a_cancelled_visit_stays_so_whoever_moves_it() throws Exception {
        booked(VisitTypes.of(10, 10).bufferAfter(0));
        race(
                id -> reschedule(
                        id,
                        Map.of(
                                "start",
                                at(DAY.plusDays(1), 10 * ids.indexOf(id)).toString())),
                id -> cancel(id, "closure"));
        eachPair("200 booked, 200 cancelled", "422 not-allowed-in-state, 200 cancelled");
        assertThat(states()).isSubsetOf("CANCELLED 2", "CANCELLED 3");
        nothingIsTaken();
    }

    @Test
    void a_patient_comes_or_does_not() throws Exception {
        booked(VisitTypes.of(10, 10));
        race(id -> act(id, "check-in"), id -> act(id, "no-show"));
        eachPair("200 checked_in, 422 not-allowed-in-state", "422 not-allowed-in-state, 200 no_show");
        assertThat(states()).isSubsetOf("CHECKED_IN 2", "NO_SHOW 2");
    }

    @Test
    void a_late_patient_or_another_one_has_the_freed_slot() throws Exception {
        booked(VisitTypes.of(10, 10));
        ids.forEach(id -> act(id, "no-show").then().statusCode(200));
        race(
                id -> act(id, "undo-no-show"),
                id -> book(clinic.visit(BOOKINGS + ids.indexOf(id), at(DAY, 10 * ids.indexOf(id)))));
        eachPair("200 booked, 409 slot-taken", "409 slot-taken, 201 booked");
        assertThat(states()).isSubsetOf("BOOKED 3", "NO_SHOW 2");
    }

    @Test
    void one_act_sent_twenty_times_with_its_key_is_done_once() throws Exception {
        booked(VisitTypes.of(10, 10));
        String key = UUID.randomUUID().toString();
        Race race = new Race();
        for (int n = 0; n < 20; n++) {
            race.add(
                    () -> clinic().header("Idempotency-Key", key).post("/v1/bookings/" + ids.getFirst() + "/check-in"));
        }
        List<Response> answers = race.run();
        assertThat(answers).extracting(Response::statusCode).contains(200).isSubsetOf(200, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 200)
                .extracting(Response::asString)
                .containsOnly(answers.stream()
                        .filter(answer -> answer.statusCode() == 200)
                        .findFirst()
                        .orElseThrow()
                        .asString());
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .extracting(Race::code)
                .allMatch("request-in-progress"::equals);
        assertThat(states()).containsOnlyOnce("CHECKED_IN 2");
    }

    private void pending() {
        make(VisitTypes.of(10, 10).confirmed());
    }

    private void booked(VisitTypes type) {
        make(type);
    }

    private void make(VisitTypes type) {
        clinic = SampleClinic.with(1, 1, 2 * BOOKINGS, type);
        for (int n = 0; n < BOOKINGS; n++) {
            Response booked = book(clinic.visit(n, at(DAY, 10 * n)));
            booked.then().statusCode(201);
            ids.add(booked.path("id"));
        }
    }

    private void race(Function<String, Response> one, Function<String, Response> other) throws Exception {
        Race race = new Race();
        for (String id : ids) {
            race.add(() -> one.apply(id));
            race.add(() -> other.apply(id));
        }
        List<Response> answers = race.run();
        ones = new ArrayList<>();
        others = new ArrayList<>();
        for (int n = 0; n < answers.size(); n += 2) {
            ones.add(answers.get(n));
            others.add(answers.get(n + 1));
        }
    }

    private void eachPair(String... possible) {
        for (int n = 0; n < BOOKINGS; n++) {
            assertThat(told(ones.get(n)) + ", " + told(others.get(n)))
                    .as(ones.get(n).asString() + others.get(n).asString())
                    .isIn((Object[]) possible);
        }
    }

    private static String told(Response answer) {
        return answer.statusCode() + " " + (answer.statusCode() < 300 ? answer.path("status") : Race.code(answer));
    }

    private List<String> states() {
        return Rows.texts("select status || ' ' || version from booking where id = any(cast(? as uuid[]))", ids);
    }

    private void nothingIsTaken() {
        assertThat(Rows.texts(
                        "select cast(booking_id as text) from occupancy where booking_id = any(cast(? as uuid[]))",
                        ids))
                .isEmpty();
    }
}
