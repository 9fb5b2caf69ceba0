package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.cancel;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.BERLIN;
import static org.visita.booking.SampleClinic.at;

import io.restassured.response.Response;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Limits: so many visits of a type per practitioner, date and week. Visits of ten minutes, from eight to noon. */
@BookingTest
class VisitLimitTest {

    private static final LocalDate MONDAY =
            LocalDate.now(BERLIN).with(TemporalAdjusters.next(DayOfWeek.MONDAY)).plusWeeks(1);

    @RepeatedTest(3)
    void one_of_twenty_who_come_together_gets_the_only_visit_of_the_day() throws Exception {
        SampleClinic clinic = limited(1, 20, 1, null);
        List<Response> answers = AtOnce.send(20, n -> book(clinic.visit(n, at(MONDAY, 10 * n))));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 201).allSatisfy(refused -> {
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.jsonPath().getString("code")).isEqualTo("limit-reached");
        });
    }

    @Test
    void who_does_not_mind_with_whom_goes_to_one_who_has_visits_left() throws Exception {
        SampleClinic clinic = limited(3, 20, 2, null);
        List<Response> answers = AtOnce.send(20, n -> book(clinic.visit(n, at(MONDAY, 10 * n))));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(6);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 201)
                .extracting(answer -> answer.jsonPath().getString("code"))
                .containsOnly("limit-reached");
        for (String practitioner : clinic.practitioners()) {
            assertThat(Rows.count("booking where practitioner_id = ?", practitioner))
                    .isEqualTo(2);
        }
    }

    @Test
    void moves_that_meet_on_one_day_keep_its_limit() throws Exception {
        SampleClinic clinic = limited(1, 5, 1, null);
        List<String> ids = List.of(0, 1, 2, 3, 4).stream()
                .map(n -> book(clinic.visit(n, at(MONDAY.plusDays(n), 0))).<String>path("id"))
                .toList();
        String free = at(MONDAY.plusDays(5), 0).toString();
        List<Response> answers = AtOnce.send(
                5,
                n -> reschedule(
                        ids.get(n),
                        Map.of("start", at(MONDAY.plusDays(5), 10 * n).toString())));
        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnlyOnce(200)
                .contains(422);
        assertThat(Rows.count(
                        "booking where visit_type_id = ? and visit_date = '" + free.substring(0, 10) + "'",
                        clinic.visitType()))
                .isEqualTo(1);
    }

    @Test
    void a_booking_does_not_count_against_itself_and_a_cancelled_one_counts_no_more() {
        SampleClinic clinic = limited(1, 2, 1, 1);
        String id = book(clinic.visit(0, at(MONDAY, 0))).path("id");
        reschedule(id, Map.of("start", at(MONDAY, 30).toString())).then().statusCode(200);
        reschedule(id, Map.of("start", at(MONDAY.plusDays(1), 0).toString()))
                .then()
                .statusCode(200);
        refused(book(clinic.visit(1, at(MONDAY.plusDays(1), 60))));
        cancel(id, "closure").then().statusCode(200);
        book(clinic.visit(1, at(MONDAY.plusDays(1), 60))).then().statusCode(201);
    }

    @Test
    void a_week_goes_from_monday_to_sunday() {
        SampleClinic clinic = limited(1, 4, null, 2);
        book(clinic.visit(0, at(MONDAY, 0))).then().statusCode(201);
        book(clinic.visit(1, at(MONDAY.plusDays(6), 0))).then().statusCode(201);
        refused(book(clinic.visit(2, at(MONDAY.plusDays(3), 0))));
        book(clinic.visit(2, at(MONDAY.plusDays(7), 0))).then().statusCode(201);
        book(clinic.visit(3, at(MONDAY.minusDays(1), 0))).then().statusCode(201);
    }

    @RepeatedTest(10)
    void a_session_counts_once_however_many_are_in_it() throws Exception {
        SampleClinic clinic =
                SampleClinic.with(1, 0, 5, VisitTypes.of(10, 10).seats(4).limits(1, null));
        List<Response> answers = AtOnce.send(4, n -> book(clinic.visit(n, at(MONDAY, 0))));
        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        refused(book(clinic.visit(4, at(MONDAY, 10))));
    }

    private static void refused(Response answer) {
        answer.then().statusCode(422).body("code", equalTo("limit-reached"));
    }

    private static SampleClinic limited(int practitioners, int patients, Integer perDay, Integer perWeek) {
        return SampleClinic.with(
                practitioners, 0, patients, VisitTypes.of(10, 10).limits(perDay, perWeek));
    }
}
