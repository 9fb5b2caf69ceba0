package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.booking.Requests.as;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.Requests.hold;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.at;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingStatus;

/** Holds against bookings, releases, their own end and each other. */
@BookingTest
class HoldRaceTest {

    private static final int HOLDS = 10;
    private static final LocalDate DAY = LocalDate.now(SampleClinic.BERLIN).plusDays(5);

    private SampleClinic clinic;

    @AfterEach
    void nothing_has_come_apart() {
        Soundness.require(clinic.practitioners());
        Events.requireOneForEachVersion(clinic.practitioners());
    }

    @Test
    void fifty_would_hold_a_slot_and_fifty_book_it_and_one_has_it() throws Exception {
        clinic = SampleClinic.with(1, 1, 100);
        Race race = new Race();
        for (int n = 0; n < 100; n++) {
            Map<String, Object> visit = clinic.visit(n, slot(5, 3));
            boolean holds = n % 2 == 0;
            race.add(() -> holds ? hold(visit) : book(visit));
        }
        List<Response> answers = race.run();
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .hasSize(99)
                .extracting(Race::code)
                .containsOnly("slot-taken");
        assertThat(rows()).hasSize(1);
    }

    @Test
    void a_hold_is_booked_once_however_many_try() throws Exception {
        List<String> holds = holds();
        Race race = new Race();
        for (int n = 0; n < 3 * HOLDS; n++) {
            String id = holds.get(n % HOLDS);
            race.add(() -> book(Map.of("holdId", id)));
        }
        List<Response> answers = race.run();
        for (int n = 0; n < HOLDS; n++) {
            assertThat(List.of(told(answers.get(n)), told(answers.get(n + HOLDS)), told(answers.get(n + 2 * HOLDS))))
                    .containsOnlyOnce("201 booked")
                    .containsOnly("201 booked", "422 not-allowed-in-state");
        }
        assertThat(rows()).containsOnly("BOOKED 2").hasSize(HOLDS);
    }

    @Test
    void a_hold_is_booked_or_released() throws Exception {
        List<String> holds = holds();
        Race race = new Race();
        holds.forEach(id -> {
            race.add(() -> book(Map.of("holdId", id)));
            race.add(() -> clinic().delete("/v1/holds/" + id));
        });
        List<Response> answers = race.run();
        for (int n = 0; n < answers.size(); n += 2) {
            assertThat(told(answers.get(n)) + ", " + told(answers.get(n + 1)))
                    .isIn("201 booked, 422 not-allowed-in-state", "409 hold-expired, 204");
        }
        assertThat(rows()).isSubsetOf("BOOKED 2", "CANCELLED 2");
    }

    @Test
    void of_twenty_who_want_the_slot_of_an_expired_hold_one_gets_it_and_its_holder_does_not() throws Exception {
        clinic = SampleClinic.with(1, 1, 21);
        String id = hold(clinic.visit(20, slot(5, 3))).path("id");
        Rows.expire(id);
        Race race = new Race();
        for (int n = 0; n < 20; n++) {
            Map<String, Object> visit = clinic.visit(n, slot(5, 3));
            race.add(() -> book(visit));
        }
        int holder = race.add(() -> book(Map.of("holdId", id)));
        List<Response> answers = race.run();
        assertThat(told(answers.get(holder))).isEqualTo("409 hold-expired");
        assertThat(answers.subList(0, 20))
                .extracting(HoldRaceTest::told)
                .containsOnlyOnce("201 booked")
                .containsOnly("201 booked", "409 slot-taken");
        Events.requireOneForEachVersion(clinic.practitioners());
        assertThat(Events.ofBookings(clinic.practitioners()).get(id))
                .extracting(event -> event.booking().status())
                .containsExactly(BookingStatus.HELD, BookingStatus.CANCELLED);
    }

    @Test
    void of_many_holds_that_have_expired_each_slot_goes_to_one() throws Exception {
        List<String> holds = holds();
        holds.forEach(Rows::expire);
        Race race = new Race();
        for (int n = 0; n < 4 * HOLDS; n++) {
            Map<String, Object> visit = clinic.visit(HOLDS + n, at(DAY, 10 * (n % HOLDS)));
            race.add(() -> book(visit));
        }
        assertThat(race.run()).filteredOn(answer -> answer.statusCode() == 201).hasSize(HOLDS);
    }

    @RepeatedTest(2)
    void nobody_holds_more_than_twenty_however_many_at_once() throws Exception {
        clinic = SampleClinic.with(2, 0, 40, VisitTypes.of(10, 10));
        String client = "key:" + UUID.randomUUID();
        Race race = new Race();
        for (int n = 0; n < 40; n++) {
            Map<String, Object> visit = clinic.visit(n, at(DAY, 10 * (n / 2)), n % 2);
            race.add(() -> as(client).body(visit).post("/v1/holds"));
        }
        List<Response> answers = race.run();
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(20);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .hasSize(20)
                .allSatisfy(refused -> assertThat(Integer.parseInt(refused.header("Retry-After")))
                        .isBetween(1, 600));
        assertThat(rows()).hasSize(20);
    }

    @Test
    void seats_of_expired_holds_are_there_for_those_who_join() throws Exception {
        clinic = SampleClinic.with(1, 1, 15, VisitTypes.of(30, 35).seats(5));
        for (int n = 0; n < 5; n++) {
            Response held = hold(clinic.visit(n, slot(5, 3)));
            held.then().statusCode(201);
            // The first one opened the session; it may not take it along.
            if (n != 2 && n != 4) {
                Rows.expire(held.path("id"));
            }
        }
        Race race = new Race();
        for (int n = 5; n < 15; n++) {
            Map<String, Object> visit = clinic.visit(n, slot(5, 3));
            race.add(() -> book(visit));
        }
        assertThat(race.run())
                .extracting(HoldRaceTest::told)
                .filteredOn("201 booked"::equals)
                .hasSize(3);
        assertThat(Rows.number(
                        "select sum(taken) from group_session where practitioner_id = ?",
                        clinic.practitioners().getFirst()))
                .isEqualTo(5);
        assertThat(Rows.count(
                        "group_session where practitioner_id = ?",
                        clinic.practitioners().getFirst()))
                .isEqualTo(1);
    }

    @RepeatedTest(2)
    void seats_of_expired_holds_go_on_while_their_holders_give_them_back() throws Exception {
        clinic = SampleClinic.with(1, 1, 15, VisitTypes.of(30, 35).seats(5));
        List<String> holds = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            holds.add(hold(clinic.visit(n, slot(5, 3))).path("id"));
        }
        holds.forEach(Rows::expire);
        Race race = new Race();
        for (int n = 0; n < 10; n++) {
            String held = holds.get(n % 5);
            Map<String, Object> visit = clinic.visit(5 + n, slot(5, 3));
            race.add(() -> clinic().delete("/v1/holds/" + held));
            race.add(() -> book(visit));
        }
        List<String> told = race.run().stream().map(HoldRaceTest::told).toList();
        assertThat(told).filteredOn("204"::equals).hasSize(10);
        assertThat(told).filteredOn("201 booked"::equals).hasSize(5);
    }

    @Test
    void two_bookings_of_a_patient_move_into_one_hold_and_one_arrives() throws Exception {
        clinic = SampleClinic.with(1, 0, HOLDS, VisitTypes.of(10, 10));
        Race race = new Race();
        for (int n = 0; n < HOLDS; n += 2) {
            String first = book(clinic.visit(n, at(DAY, 10 * n))).path("id");
            String second = book(clinic.visit(n, at(DAY, 10 * n + 10))).path("id");
            String held = hold(clinic.visit(n, at(DAY.plusDays(1), 10 * n))).path("id");
            race.add(() -> reschedule(first, Map.of("holdId", held)));
            race.add(() -> reschedule(second, Map.of("holdId", held)));
        }
        List<Response> answers = race.run();
        for (int n = 0; n < answers.size(); n += 2) {
            assertThat(List.of(told(answers.get(n)), told(answers.get(n + 1))))
                    .containsExactlyInAnyOrder("200 booked", "409 hold-expired");
        }
    }

    /** As many as {@link #HOLDS}, one after the other, each for ten minutes. */
    private List<String> holds() {
        clinic = SampleClinic.with(1, 1, 5 * HOLDS, VisitTypes.of(10, 10));
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < HOLDS; n++) {
            Response held = hold(clinic.visit(n, at(DAY, 10 * n)));
            held.then().statusCode(201);
            ids.add(held.path("id"));
        }
        return ids;
    }

    private static String told(Response answer) {
        return switch (answer.statusCode()) {
            case 204 -> "204";
            case 200, 201 -> answer.statusCode() + " " + answer.path("status");
            default -> answer.statusCode() + " " + Race.code(answer);
        };
    }

    private List<String> rows() {
        return Rows.texts(
                "select status || ' ' || version from booking where practitioner_id = any(cast(? as uuid[]))",
                clinic.practitioners());
    }
}
