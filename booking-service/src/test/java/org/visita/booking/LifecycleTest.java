package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.booking.Requests.act;
import static org.visita.booking.Requests.as;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.cancel;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.testing.TopicReader;

@BookingTest
class LifecycleTest {

    @Test
    void a_visit_that_needs_confirming_waits_and_keeps_its_time() {
        SampleClinic clinic = toBeConfirmed();
        String id = pending(clinic, 0);
        book(clinic.visit(1, slot(3, 0))).then().statusCode(409).body("code", equalTo("slot-taken"));
        act(id, "confirm").then().statusCode(200).header("ETag", "\"2\"").body("status", equalTo("booked"));
        refused(act(id, "confirm"), "booked");
        refused(act(id, "decline"), "booked");
    }

    @Test
    void a_declined_visit_frees_its_time() {
        SampleClinic clinic = toBeConfirmed();
        String id = pending(clinic, 0);
        act(id, "decline")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("cancellation.by", equalTo("clinic"))
                .body("cancellation.reason", equalTo("clinic-request"));
        pending(clinic, 1);
    }

    @Test
    void a_pending_visit_is_moved_and_stays_pending() {
        SampleClinic clinic = toBeConfirmed();
        String id = pending(clinic, 0);
        reschedule(id, Map.of("start", slot(3, 2).toString()))
                .then()
                .statusCode(200)
                .body("status", equalTo("pending"));
        cancel(id, "patient-request").then().statusCode(200);
    }

    @Test
    void a_patient_comes_and_is_seen() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        act(id, "check-in").then().statusCode(200).body("status", equalTo("checked_in"));
        refused(cancel(id, "closure"), "checked_in");
        refused(act(id, "no-show"), "checked_in");
        act(id, "undo-check-in").then().statusCode(200).body("status", equalTo("booked"));
        refused(act(id, "fulfil"), "booked");
        act(id, "check-in").then().statusCode(200);
        act(id, "fulfil")
                .then()
                .statusCode(200)
                .body("status", equalTo("fulfilled"))
                .body("version", equalTo(5));
        refused(act(id, "undo-check-in"), "fulfilled");
        book(clinic.visit(1, slot(3, 0))).then().statusCode(409);
    }

    @Test
    void who_does_not_come_frees_the_time_and_may_still_come_while_it_is_free() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        act(id, "no-show").then().statusCode(200).body("status", equalTo("no_show"));
        act(id, "undo-no-show").then().statusCode(200).body("status", equalTo("booked"));
        book(clinic.visit(1, slot(3, 0))).then().statusCode(409);

        act(id, "no-show").then().statusCode(200);
        book(clinic.visit(1, slot(3, 0))).then().statusCode(201);
        act(id, "undo-no-show").then().statusCode(409).body("code", equalTo("slot-taken"));
        clinic().get("/v1/bookings/" + id).then().body("status", equalTo("no_show"));
    }

    @Test
    void what_was_entered_in_error_takes_nothing_and_is_final() {
        SampleClinic clinic = SampleClinic.with(1, 1, 2);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        act(id, "enter-in-error").then().statusCode(200).body("status", equalTo("entered_in_error"));
        book(clinic.visit(1, slot(3, 0))).then().statusCode(201);
        for (String act :
                List.of("confirm", "check-in", "undo-check-in", "no-show", "undo-no-show", "enter-in-error")) {
            refused(act(id, act), "entered_in_error");
        }
    }

    @ParameterizedTest
    @CsvSource({"confirm", "decline", "check-in", "undo-check-in", "fulfil", "no-show", "undo-no-show", "enter-in-error"
    })
    void a_patient_may_not_do_what_is_the_clinics(String act) {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        as("patient:somebody")
                .post("/v1/bookings/" + id + "/" + act)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void a_patient_cancels_at_his_own_request_only() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        as("patient:somebody")
                .body(Map.of("reason", "closure"))
                .post("/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(403);
        as("patient:somebody")
                .body(Map.of("reason", "patient-request"))
                .post("/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(200);
    }

    @Test
    void an_act_on_a_version_that_was_not_seen_is_refused() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        clinic().header("If-Match", "\"7\"")
                .post("/v1/bookings/" + id + "/check-in")
                .then()
                .statusCode(412)
                .body("code", equalTo("stale-version"));
        clinic().header("If-Match", "\"1\"")
                .post("/v1/bookings/" + id + "/check-in")
                .then()
                .statusCode(200);
    }

    @Test
    void an_act_that_is_sent_twice_with_its_key_is_done_once() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        for (int i = 0; i < 2; i++) {
            clinic().header("Idempotency-Key", "check-in-" + id)
                    .post("/v1/bookings/" + id + "/check-in")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(2));
        }
    }

    @Test
    void a_visit_changes_its_room_if_the_other_one_is_free() {
        SampleClinic clinic = SampleClinic.with(2, 2, 2);
        Response first = book(clinic.visit(0, slot(3, 0), 0));
        String id = first.path("id");
        String other = clinic.rooms().stream()
                .filter(room -> !room.equals(first.path("roomId")))
                .findFirst()
                .orElseThrow();
        room(id, other).then().statusCode(200).body("roomId", equalTo(other)).body("version", equalTo(2));
        room(id, other).then().statusCode(200).body("version", equalTo(2));

        String second = book(clinic.visit(1, slot(3, 0), 1)).path("id");
        room(second, other).then().statusCode(409).body("code", equalTo("slot-taken"));
        room(second, id).then().statusCode(422).body("code", equalTo("unknown-reference"));
    }

    @Test
    void a_visit_changes_its_practitioner_and_keeps_its_time() {
        SampleClinic clinic = SampleClinic.with(2, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0), 0)).path("id");
        reschedule(id, Map.of("practitionerId", clinic.practitioners().get(1)))
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("practitionerId", equalTo(clinic.practitioners().get(1)))
                .body("version", equalTo(2));
        reschedule(id, Map.of()).then().statusCode(400);
    }

    @Test
    void the_history_tells_who_did_what_from_where() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        reschedule(id, Map.of("start", slot(3, 1).toString())).then().statusCode(200);
        as("staff:desk").post("/v1/bookings/" + id + "/check-in").then().statusCode(200);

        clinic().get("/v1/bookings/" + id + "/history")
                .then()
                .statusCode(200)
                .body("items.version", equalTo(List.of(1, 2, 3)))
                .body("items.act", equalTo(List.of("create", "reschedule", "check-in")))
                .body("items.actor", equalTo(List.of("key:testkey00001", "key:testkey00001", "staff:desk")))
                .body("items.source", equalTo(List.of("api", "api", "api")))
                .body("items[0].changes.find { it.field == 'status' }.after", equalTo("BOOKED"))
                .body("items[1].changes.field", equalTo(List.of("start", "end")))
                .body(
                        "items[1].changes[0].before",
                        equalTo(slot(3, 0).toInstant().toString()))
                .body(
                        "items[1].changes[0].after",
                        equalTo(slot(3, 1).toInstant().toString()))
                .body("items[2].changes[0].before", equalTo("BOOKED"));
    }

    @Test
    void every_state_is_announced_within_the_contract() {
        SampleClinic clinic = toBeConfirmed();
        String id = pending(clinic, 0);
        act(id, "confirm");
        act(id, "no-show");
        act(id, "undo-no-show");
        act(id, "check-in");
        act(id, "fulfil");
        act(id, "enter-in-error");
        await().untilAsserted(() ->
                assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS, id)).hasSize(7));
        TopicReader.withKey(Topics.BOOKING_EVENTS, id).forEach(record -> assertThat(
                        ContractSchemas.violations(EventType.of(TopicReader.header(record, "ce_type")), record.value()))
                .isEmpty());
    }

    private static SampleClinic toBeConfirmed() {
        return SampleClinic.with(1, 0, 2, VisitTypes.of(30, 35).bufferAfter(5).confirmed());
    }

    private static String pending(SampleClinic clinic, int patient) {
        Response booked = book(clinic.visit(patient, slot(3, 0)));
        booked.then().statusCode(201).body("status", equalTo("pending"));
        return booked.path("id");
    }

    private static Response room(String id, String room) {
        return clinic().body(Map.of("roomId", room)).post("/v1/bookings/" + id + "/room");
    }

    private static void refused(Response answer, String state) {
        answer.then()
                .statusCode(422)
                .body("code", equalTo("not-allowed-in-state"))
                .body("detail", containsString(state));
    }
}
