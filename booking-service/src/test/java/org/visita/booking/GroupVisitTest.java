package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.cancel;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.at;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** Seats of group visits: five in each session, unless said. */
@BookingTest
class GroupVisitTest {

    @RepeatedTest(5)
    void five_of_ten_who_come_together_share_one_session() throws Exception {
        SampleClinic clinic = group(1, 2, 10);
        List<Response> answers = AtOnce.send(10, n -> book(clinic.visit(n, slot(5, 3))));

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(5);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 201)
                .hasSize(5)
                .allSatisfy(refused -> {
                    assertThat(refused.statusCode()).isEqualTo(409);
                    assertThat(refused.jsonPath().getString("code")).isEqualTo("slot-taken");
                    assertThat(refused.jsonPath().getList("alternatives")).hasSize(3);
                    assertThat(refused.jsonPath().getList("alternatives.remaining", Integer.class))
                            .containsOnly(5);
                });
        assertThat(sessions(clinic)).isEqualTo(1);
        assertThat(taken(clinic)).isEqualTo(5);
        assertThat(Rows.count(
                        "occupancy where resource_id = ?",
                        clinic.practitioners().getFirst()))
                .isEqualTo(1);
    }

    @Test
    void one_key_sent_twenty_times_at_once_takes_one_seat() throws Exception {
        SampleClinic clinic = group(1, 0, 1);
        String key = UUID.randomUUID().toString();
        List<Response> answers = AtOnce.send(20, n -> clinic().header("Idempotency-Key", key)
                .body(clinic.visit(0, slot(5, 3)))
                .post("/v1/bookings"));
        assertThat(answers).extracting(Response::statusCode).contains(201);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 201)
                .extracting(answer -> answer.jsonPath().getString("id"))
                .containsOnly(booked(answers));
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 201)
                .extracting(answer -> answer.jsonPath().getString("code"))
                .allMatch("request-in-progress"::equals);
        assertThat(taken(clinic)).isEqualTo(1);
    }

    @Test
    void a_seat_that_is_given_back_can_be_taken_again_and_the_last_one_to_leave_takes_the_session_along() {
        SampleClinic clinic = group(1, 1, 6);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            ids.add(book(clinic.visit(n, slot(4, 1))).path("id"));
        }
        book(clinic.visit(5, slot(4, 1))).then().statusCode(409).body("alternatives", hasSize(3));
        cancel(ids.removeFirst(), "closure").then().statusCode(200);
        Response again = book(clinic.visit(5, slot(4, 1)));
        again.then().statusCode(201);
        ids.add(again.path("id"));
        ids.forEach(id -> cancel(id, "closure").then().statusCode(200));

        assertThat(sessions(clinic)).isZero();
        assertThat(Rows.count(
                        "occupancy where resource_id = ?",
                        clinic.practitioners().getFirst()))
                .isZero();
        assertThat(Rows.count("occupancy where resource_id = ?", clinic.rooms().getFirst()))
                .isZero();
    }

    @Test
    void whoever_moves_gives_one_seat_back_and_takes_one() {
        SampleClinic clinic = group(1, 1, 3);
        String first = book(clinic.visit(0, slot(4, 0))).path("id");
        String second = book(clinic.visit(1, slot(4, 0))).path("id");
        reschedule(first, Map.of("start", slot(4, 2).toString())).then().statusCode(200);
        assertThat(sessions(clinic)).isEqualTo(2);
        reschedule(second, Map.of("start", slot(4, 2).toString())).then().statusCode(200);
        assertThat(sessions(clinic)).isEqualTo(1);
        assertThat(taken(clinic)).isEqualTo(2);
        // The session that nobody is in any more is in nobody's way.
        reschedule(second, Map.of("start", slot(4, 0).toString())).then().statusCode(200);
        reschedule(second, Map.of("start", slot(4, 0).toString())).then().statusCode(200);
        assertThat(sessions(clinic)).isEqualTo(2);
        assertThat(taken(clinic)).isEqualTo(2);
    }

    @Test
    void a_full_session_keeps_those_who_move_within_it() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2, VisitTypes.of(30, 35).seats(2));
        String id = book(clinic.visit(0, slot(4, 0))).path("id");
        book(clinic.visit(1, slot(4, 0))).then().statusCode(201);
        reschedule(id, Map.of("start", slot(4, 0).toString())).then().statusCode(200);
        assertThat(taken(clinic)).isEqualTo(2);
    }

    @RepeatedTest(3)
    void many_who_change_places_at_once_lose_no_seat_and_take_none_too_many() throws Exception {
        SampleClinic clinic = group(1, 1, 8);
        List<Callable<Response>> moves = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            String id = book(clinic.visit(n, slot(4, n % 2))).path("id");
            String to = slot(4, 1 - n % 2).toString();
            moves.add(() -> reschedule(id, Map.of("start", to)));
        }
        assertThat(AtOnce.send(moves)).extracting(Response::statusCode).isSubsetOf(200, 409);
        assertThat(taken(clinic)).isEqualTo(8);
        assertThat(Rows.count("""
                        group_session s where visit_type_id = ? and taken <> (select count(*) from booking b
                            where b.clinic = s.clinic and b.session_id = s.id and b.status = 'BOOKED')""", clinic.visitType())).isZero();
    }

    @RepeatedTest(3)
    void whoever_comes_while_the_last_one_leaves_has_a_session_all_the_same() throws Exception {
        SampleClinic clinic = group(1, 1, 2);
        String id = book(clinic.visit(0, slot(4, 0))).path("id");
        List<Response> answers =
                AtOnce.send(List.of(() -> cancel(id, "closure"), () -> book(clinic.visit(1, slot(4, 0)))));
        assertThat(answers).extracting(Response::statusCode).containsExactly(200, 201);
        assertThat(taken(clinic)).isEqualTo(1);
        assertThat(Rows.count(
                        "occupancy where resource_id = ?",
                        clinic.practitioners().getFirst()))
                .isEqualTo(1);
    }

    @Test
    void more_seats_of_the_visit_type_are_there_for_the_sessions_that_stand() {
        SampleClinic clinic = SampleClinic.with(1, 0, 3, VisitTypes.of(30, 35).seats(2));
        book(clinic.visit(0, slot(4, 0))).then().statusCode(201);
        book(clinic.visit(1, slot(4, 0))).then().statusCode(201);
        book(clinic.visit(2, slot(4, 0))).then().statusCode(409);
        clinic.news()
                .visitTypeAgain(
                        clinic.visitType(),
                        2,
                        VisitTypes.of(30, 35)
                                .by(clinic.practitioners())
                                .seats(3)
                                .entry());
        book(clinic.visit(2, slot(4, 0))).then().statusCode(201);
        assertThat(taken(clinic)).isEqualTo(3);
    }

    @Test
    void a_session_takes_its_practitioner_from_all_other_visits() {
        SampleClinic clinic = group(1, 0, 2);
        String other = clinic.news()
                .visitType(VisitTypes.of(30, 35).by(clinic.practitioners()).entry());
        clinic.news().awaitArrival();
        book(clinic.visit(0, slot(4, 0))).then().statusCode(201);
        Map<String, Object> alone = clinic.visit(1, slot(4, 0));
        alone.put("visitTypeId", other);
        book(alone).then().statusCode(409).body("code", equalTo("slot-taken"));
    }

    @Test
    void who_joins_a_session_shares_its_times_whatever_his_own_would_be() {
        SampleClinic clinic =
                SampleClinic.with(1, 1, 5, VisitTypes.of(30, 30).seats(5).forNewPatients(60, 30));
        String other = clinic.news()
                .visitType(VisitTypes.of(30, 30).by(clinic.practitioners()).entry());
        clinic.news().awaitArrival();
        LocalDate date = LocalDate.now(SampleClinic.BERLIN).plusDays(4);
        String end = book(clinic.visit(0, at(date, 0))).path("end");
        Map<String, Object> longer = clinic.visit(1, at(date, 0));
        longer.put("patientStatus", "new");
        Map<String, Object> next = clinic.visit(2, at(date, 30));
        next.put("visitTypeId", other);
        book(next).then().statusCode(201);
        book(longer).then().statusCode(201).body("end", equalTo(end));

        longer.put("start", at(date, 60).toString());
        longer.put("patientId", clinic.visit(3, at(date, 60)).get("patientId"));
        Response opening = book(longer);
        opening.then().statusCode(201);
        String later = opening.path("end");
        String opened = opening.path("id");
        next.put("start", at(date, 90).toString());
        book(next).then().statusCode(409);
        book(clinic.visit(4, at(date, 60))).then().statusCode(201).body("end", equalTo(later));
        cancel(opened, "closure").then().statusCode(200);
        book(next).then().statusCode(409);
        assertThat(taken(clinic)).isEqualTo(3);
    }

    @Test
    void the_events_of_those_who_share_a_session_name_it() {
        SampleClinic clinic = group(1, 1, 2);
        String first = book(clinic.visit(0, slot(4, 0))).path("id");
        String second = book(clinic.visit(1, slot(4, 0))).path("id");
        reschedule(second, Map.of("start", slot(4, 1).toString())).then().statusCode(200);
        cancel(second, "closure").then().statusCode(200);
        await().untilAsserted(() -> assertThat(events(second)).hasSize(3));
        await().untilAsserted(() -> assertThat(events(first)).hasSize(1));

        String session = events(first).getFirst().booking().sessionId();
        assertThat(session).isNotNull();
        assertThat(events(second).getFirst().booking().sessionId()).isEqualTo(session);
        assertThat(events(second).get(1).booking().sessionId()).isNotNull().isNotEqualTo(session);
        assertThat(events(second).get(2).booking().sessionId())
                .isEqualTo(events(second).get(1).booking().sessionId());
        for (ConsumerRecord<String, byte[]> record : TopicReader.withKey(Topics.BOOKING_EVENTS, second)) {
            EventType type = EventType.of(TopicReader.header(record, CloudEventHeaders.TYPE));
            assertThat(ContractSchemas.violations(type, record.value())).isEmpty();
        }
    }

    private static String booked(List<Response> answers) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .findFirst()
                .orElseThrow()
                .path("id");
    }

    private static SampleClinic group(int practitioners, int rooms, int patients) {
        return SampleClinic.with(
                practitioners,
                rooms,
                patients,
                VisitTypes.of(30, 35).bufferAfter(5).seats(5));
    }

    private static long sessions(SampleClinic clinic) {
        return Rows.count("group_session where visit_type_id = ?", clinic.visitType());
    }

    private static long taken(SampleClinic clinic) {
        return Rows.number(
                "select coalesce(sum(taken), 0) from group_session where visit_type_id = ?", clinic.visitType());
    }

    private static List<BookingEvent> events(String id) {
        return TopicReader.withKey(Topics.BOOKING_EVENTS, id).stream()
                .map(record -> EventJson.read(record.value(), BookingEvent.class))
                .toList();
    }
}
