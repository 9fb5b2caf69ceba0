package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.visita.booking.Requests.act;
import static org.visita.booking.Requests.as;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.Requests.hold;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Change;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@BookingTest
class HoldTest {

    @Test
    void a_held_slot_is_taken_until_it_is_booked_under_the_same_id() {
        SampleClinic clinic = SampleClinic.with(1, 1, 2);
        Response held = hold(clinic.visit(0, slot(3, 0)));
        held.then().statusCode(201).header("ETag", "\"1\"").body("status", equalTo("held"));
        String id = held.path("id");
        assertThat(held.header("Location")).endsWith("/v1/holds/" + id);
        assertThat(Duration.between(
                        OffsetDateTime.parse(held.path("createdAt")), OffsetDateTime.parse(held.path("holdExpiresAt"))))
                .isEqualTo(Duration.ofMinutes(10));
        book(clinic.visit(1, slot(3, 0))).then().statusCode(409).body("code", equalTo("slot-taken"));
        hold(clinic.visit(1, slot(3, 0))).then().statusCode(409).body("code", equalTo("slot-taken"));

        book(Map.of("holdId", id))
                .then()
                .statusCode(201)
                .body("id", equalTo(id))
                .body("version", equalTo(2))
                .body("status", equalTo("booked"))
                .body("holdExpiresAt", nullValue());
        book(Map.of("holdId", id)).then().statusCode(422).body("code", equalTo("not-allowed-in-state"));
        assertThat(events(id, 2))
                .extracting(event -> event.booking().status())
                .containsExactly(BookingStatus.HELD, BookingStatus.BOOKED);
        assertThat(events(id, 2).getFirst().booking().hold().by().toString()).isEqualTo("key:testkey00001");
        assertThat(events(id, 2).getLast().booking().hold()).isNull();
    }

    @Test
    void what_a_booking_repeats_of_its_hold_has_to_be_the_same() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String id = hold(clinic.visit(0, slot(3, 0))).path("id");
        Map<String, Object> other = clinic.visit(1, slot(3, 1));
        other.put("holdId", id);
        book(other).then().statusCode(400).body("errors.pointer", equalTo(List.of("/patientId", "/start")));
        Map<String, Object> same = clinic.visit(0, slot(3, 0));
        same.put("holdId", id);
        book(same).then().statusCode(201);
    }

    @Test
    void a_released_hold_frees_its_slot_however_often_it_is_released() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String id = hold(clinic.visit(0, slot(3, 0))).path("id");
        clinic().delete("/v1/holds/" + id).then().statusCode(204);
        clinic().delete("/v1/holds/" + id).then().statusCode(204);
        book(Map.of("holdId", id)).then().statusCode(409).body("code", equalTo("hold-expired"));
        book(clinic.visit(1, slot(3, 0))).then().statusCode(201);
        BookingEvent released = events(id, 2).getLast();
        assertThat(released.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(released.changes()).containsExactly(new Change("status", "HELD", "CANCELLED"));
    }

    @Test
    void nobody_uses_releases_or_sees_the_hold_of_another() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = hold(clinic.visit(0, slot(3, 0))).path("id");
        as("key:anotherkey01")
                .body(Map.of("holdId", id))
                .post("/v1/bookings")
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"))
                .body("errors[0].pointer", equalTo("/holdId"));
        as("key:anotherkey01").delete("/v1/holds/" + id).then().statusCode(404);
        as("key:anotherkey01").get("/v1/holds/" + id).then().statusCode(404);
        clinic().get("/v1/holds/" + id).then().statusCode(200).body("status", equalTo("held"));
        book(Map.of("holdId", id)).then().statusCode(201);
        clinic().get("/v1/holds/" + id).then().statusCode(200).body("status", equalTo("booked"));
        as("key:anotherkey01").get("/v1/holds/" + id).then().statusCode(404);
        clinic().delete("/v1/holds/" + id).then().statusCode(422);
    }

    @Test
    void an_expired_hold_blocks_nobody_and_books_nothing() {
        SampleClinic clinic = SampleClinic.with(1, 1, 2);
        String id = hold(clinic.visit(0, slot(3, 0))).path("id");
        expire(id);
        book(Map.of("holdId", id)).then().statusCode(409).body("code", equalTo("hold-expired"));
        book(clinic.visit(1, slot(3, 0))).then().statusCode(201);
        clinic().get("/v1/bookings/" + id + "/history")
                .then()
                .body("items.act", equalTo(List.of("hold", "expire")))
                .body("items[1].actor", equalTo("service:booking"))
                .body("items[1].source", equalTo("visita"));
        clinic().get("/v1/holds/" + id)
                .then()
                .body("status", equalTo("cancelled"))
                .body("cancellation.reason", equalTo("hold-expired"));
        assertThat(events(id, 2).getLast().origin()).isEqualTo("visita");
    }

    @Test
    void an_expired_hold_leaves_its_seat_and_its_limit_to_others() {
        SampleClinic group = SampleClinic.with(1, 0, 3, VisitTypes.of(30, 35).seats(2));
        String first = hold(group.visit(0, slot(3, 0))).path("id");
        String second = hold(group.visit(1, slot(3, 0))).path("id");
        book(group.visit(2, slot(3, 0))).then().statusCode(409);
        expire(first);
        expire(second);
        book(group.visit(2, slot(3, 0))).then().statusCode(201);
        assertThat(Rows.count(
                        "group_session where taken = 1 and practitioner_id = ?",
                        group.practitioners().getFirst()))
                .isEqualTo(1);

        SampleClinic limited = SampleClinic.with(1, 0, 2, VisitTypes.of(30, 35).limits(1, null));
        String only = hold(limited.visit(0, slot(3, 0))).path("id");
        book(limited.visit(1, slot(3, 2))).then().statusCode(422).body("code", equalTo("limit-reached"));
        expire(only);
        book(limited.visit(1, slot(3, 2))).then().statusCode(201);
    }

    @Test
    void another_visit_type_is_not_blocked_by_a_session_of_expired_holds() {
        SampleClinic group = SampleClinic.with(1, 0, 2, VisitTypes.of(30, 35).seats(2));
        String single = group.news()
                .visitType(VisitTypes.of(30, 35).by(group.practitioners()).entry());
        group.news().awaitArrival();
        expire(hold(group.visit(0, slot(3, 0))).path("id"));
        Map<String, Object> visit = group.visit(1, slot(3, 0));
        visit.put("visitTypeId", single);
        book(visit).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({"PT1M, 201", "PT15M, 201", "PT59S, 400", "PT15M1S, 400", "PT0S, 400", "-PT5M, 400", "soon, 400"})
    void a_hold_lasts_from_one_to_fifteen_minutes(String ttl, int status) {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> visit = clinic.visit(0, slot(3, 0));
        visit.put("ttl", ttl);
        Response answer = hold(visit);
        answer.then().statusCode(status);
        if (status == 400) {
            answer.then().body("errors[0].pointer", equalTo("/ttl"));
        }
    }

    @Test
    void nobody_holds_more_than_twenty() {
        SampleClinic clinic = SampleClinic.with(1, 0, 21, VisitTypes.of(10, 10));
        List<Response> held = IntStream.range(0, 21)
                .mapToObj(n -> as("key:greedykey001")
                        .body(clinic.visit(n, slot(3, 0).plusMinutes(10L * n)))
                        .post("/v1/holds"))
                .toList();
        assertThat(held.subList(0, 20)).extracting(Response::statusCode).containsOnly(201);
        held.getLast().then().statusCode(429).body("code", equalTo("too-many-holds"));
        assertThat(Integer.parseInt(held.getLast().header("Retry-After"))).isBetween(1, 600);
        hold(clinic.visit(20, slot(3, 0).plusMinutes(200))).then().statusCode(201);
        as("key:greedykey001")
                .delete("/v1/holds/" + held.getFirst().path("id"))
                .then()
                .statusCode(204);
        as("key:greedykey001")
                .body(clinic.visit(0, slot(3, 0)))
                .post("/v1/holds")
                .then()
                .statusCode(201);
    }

    @Test
    void a_booking_moves_into_the_slot_that_was_held_for_it() {
        SampleClinic clinic = SampleClinic.with(1, 1, 2);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        String held = hold(clinic.visit(0, slot(3, 3))).path("id");
        reschedule(id, Map.of("start", slot(3, 3).toString())).then().statusCode(409);
        reschedule(id, Map.of("holdId", held))
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("version", equalTo(2));
        assertThat(OffsetDateTime.parse(clinic().get("/v1/bookings/" + id).path("start")))
                .isEqualTo(slot(3, 3));
        clinic().get("/v1/holds/" + held).then().body("status", equalTo("cancelled"));
        String ofAnother = hold(clinic.visit(1, slot(3, 4))).path("id");
        reschedule(id, Map.of("holdId", ofAnother)).then().statusCode(400);
    }

    @Test
    void lists_leave_holds_out_unless_they_are_asked_for() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String practitioner = clinic.practitioners().getFirst();
        String id = hold(clinic.visit(0, slot(3, 0))).path("id");
        list(practitioner).then().body("items", hasSize(0));
        clinic().queryParam("practitioner", practitioner)
                .queryParam("status", "held")
                .get("/v1/bookings")
                .then()
                .body("items.id", equalTo(List.of(id)));
        clinic().delete("/v1/holds/" + id).then().statusCode(204);
        list(practitioner).then().body("items", hasSize(0));
        act(id, "check-in").then().statusCode(422);
    }

    @Test
    void a_hold_that_is_just_being_booked_counts_even_if_it_expires_meanwhile() throws Exception {
        SampleClinic clinic = SampleClinic.with(1, 0, 2, VisitTypes.of(30, 35).limits(1, null));
        String id = hold(clinic.visit(0, slot(3, 0))).path("id");
        expire(id);
        try (Rows.Transaction booking = Rows.begin();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            booking.change(
                    "update booking set status = 'BOOKED', hold_by = null, hold_expires_at = null where id = ?", id);
            booking.change("update occupancy set expires_at = null where booking_id = ?", id);
            Future<Response> other = threads.submit(() -> book(clinic.visit(1, slot(3, 2))));
            await().until(booking::isWaitedFor);
            booking.commit();
            other.get().then().statusCode(422).body("code", equalTo("limit-reached"));
        }
    }

    @Test
    void a_patient_who_came_after_all_gets_the_seat_of_an_expired_hold_but_no_seat_that_is_taken() {
        SampleClinic group = SampleClinic.with(1, 0, 3, VisitTypes.of(30, 35).seats(2));
        book(group.visit(0, slot(3, 0))).then().statusCode(201);
        String late = book(group.visit(1, slot(3, 0))).path("id");
        act(late, "no-show").then().statusCode(200);
        expire(hold(group.visit(2, slot(3, 0))).path("id"));
        act(late, "undo-no-show").then().statusCode(200).body("status", equalTo("booked"));

        act(late, "no-show").then().statusCode(200);
        book(group.visit(2, slot(3, 0))).then().statusCode(201);
        act(late, "undo-no-show").then().statusCode(409).body("code", equalTo("slot-taken"));
        assertThat(Rows.count(
                        "group_session where taken = 2 and practitioner_id = ?",
                        group.practitioners().getFirst()))
                .isEqualTo(1);
    }

    @Test
    void a_hold_that_was_seen_at_another_version_is_neither_booked_nor_released() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = hold(clinic.visit(0, slot(3, 0))).path("id");
        clinic().header("If-Match", "\"7\"")
                .body(Map.of("holdId", id))
                .post("/v1/bookings")
                .then()
                .statusCode(412);
        clinic().header("If-Match", "\"7\"").delete("/v1/holds/" + id).then().statusCode(412);
        clinic().header("If-Match", "\"1\"")
                .body(Map.of("holdId", id))
                .post("/v1/bookings")
                .then()
                .statusCode(201);
    }

    private static Response list(String practitioner) {
        return clinic().queryParam("practitioner", practitioner).get("/v1/bookings");
    }

    /** As time would: the service reads no other clock for it than these columns. */
    private static void expire(String id) {
        Rows.change("update booking set hold_expires_at = now() - interval '1 second' where id = ?", id);
        Rows.change("update occupancy set expires_at = now() - interval '1 second' where booking_id = ?", id);
    }

    private static List<BookingEvent> events(String id, int expected) {
        await().untilAsserted(() ->
                assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS, id)).hasSize(expected));
        return TopicReader.withKey(Topics.BOOKING_EVENTS, id).stream()
                .map(record -> EventJson.read(record.value(), BookingEvent.class))
                .toList();
    }
}
