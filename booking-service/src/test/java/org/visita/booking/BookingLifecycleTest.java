package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.cancel;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.Requests.reschedule;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;
import org.visita.contracts.booking.Change;
import org.visita.contracts.sync.BookingSync;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.testing.Tokens;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@BookingTest
class BookingLifecycleTest {

    @Test
    void a_visit_is_booked_moved_and_cancelled_under_one_id() {
        SampleClinic clinic = SampleClinic.with(1, 1, 1);
        Response booked = book(clinic.visit(0, slot(3, 0)));
        booked.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("status", equalTo("booked"))
                .body("practitionerId", equalTo(clinic.practitioners().getFirst()))
                .body("roomId", equalTo(clinic.rooms().getFirst()))
                .body("origin", equalTo("api"))
                .body("ehr", hasSize(0));
        String id = booked.path("id");
        assertThat(booked.header("Location")).endsWith("/v1/bookings/" + id);
        assertThat(OffsetDateTime.parse(booked.path("start"))).isEqualTo(slot(3, 0));

        reschedule(id, Map.of("start", slot(3, 2).toString()))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("id", equalTo(id))
                .body("status", equalTo("booked"));
        cancel(id, "patient-request")
                .then()
                .statusCode(200)
                .body("version", equalTo(3))
                .body("status", equalTo("cancelled"))
                .body("cancellation.by", equalTo("patient"))
                .body("cancellation.reason", equalTo("patient-request"));

        await().untilAsserted(() -> assertThat(events(id)).hasSize(3));
        assertThat(events(id))
                .extracting(BookingEvent::type)
                .containsExactly("booking.created", "booking.updated", "booking.cancelled");
        assertThat(events(id)).extracting(event -> event.booking().version()).containsExactly(1, 2, 3);
        BookingEvent moved = events(id).get(1);
        assertThat(moved.changes()).extracting(Change::field).containsExactly("start", "end");
        assertThat(moved.changes().getFirst().before())
                .isEqualTo(slot(3, 0).toInstant().toString());
        assertThat(events(id).getLast().booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(events(id).getLast().booking().cancellation())
                .isEqualTo(new Cancellation(Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST));
    }

    @Test
    void what_is_announced_keeps_the_contract() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        cancel(id, "closure");
        await().untilAsserted(() ->
                assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS, id)).hasSize(2));
        for (ConsumerRecord<String, byte[]> record : TopicReader.withKey(Topics.BOOKING_EVENTS, id)) {
            String type = TopicReader.header(record, CloudEventHeaders.TYPE);
            assertThat(ContractSchemas.violations(EventType.of(type), record.value()))
                    .isEmpty();
            assertThat(TopicReader.header(record, CloudEventHeaders.ID))
                    .isEqualTo(
                            EventJson.read(record.value(), BookingEvent.class).eventId());
            assertThat(TopicReader.header(record, CloudEventHeaders.SOURCE)).isEqualTo("/visita/booking-service");
            assertThat(TopicReader.header(record, CloudEventHeaders.SUBJECT)).isEqualTo(id);
            assertThat(TopicReader.header(record, CloudEventHeaders.TRACE_PARENT))
                    .isNotNull();
        }
    }

    @Test
    void every_act_leaves_an_audit_entry_refused_or_not() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        book(clinic.visit(0, slot(3, 0))).then().statusCode(409);
        cancel(id, "clinic-request");
        await().untilAsserted(() -> {
            List<AuditEvent> entries = TopicReader.read(Topics.AUDIT_EVENTS, record -> true).stream()
                    .map(record -> EventJson.read(record.value(), AuditEvent.class))
                    .toList();
            assertThat(entries)
                    .filteredOn(entry -> id.equals(entry.resourceId()))
                    .extracting(AuditEvent::action)
                    .containsExactly("booking.create", "booking.cancel");
            assertThat(entries).anySatisfy(entry -> {
                assertThat(entry.outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
                assertThat(entry.action()).isEqualTo("booking.create");
                assertThat(entry.actor().toString()).isEqualTo("key:testkey00001");
                assertThat(entry.clinic()).isEqualTo(Tokens.CLINIC);
            });
        });
        TopicReader.read(Topics.AUDIT_EVENTS, record -> true)
                .forEach(record -> assertThat(ContractSchemas.violations(EventType.AUDIT_RECORDED, record.value()))
                        .isEmpty());
    }

    @Test
    void a_first_answer_is_given_again_whatever_has_become_of_what_it_names() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> visit = clinic.visit(0, slot(3, 1));
        String key = UUID.randomUUID().toString();
        Response first = clinic().header("Idempotency-Key", key).body(visit).post("/v1/bookings");
        first.then().statusCode(201);
        Rows.change("delete from known_patient where id = ?", clinic.patients().getFirst());

        Response again = clinic().header("Idempotency-Key", key).body(visit).post("/v1/bookings");
        again.then().statusCode(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        book(visit).then().statusCode(422).body("code", equalTo("unknown-reference"));
    }

    @Test
    void a_cancelled_slot_can_be_booked_again_and_a_cancelled_booking_is_final() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String id = book(clinic.visit(0, slot(3, 1))).path("id");
        cancel(id, "duplicate").then().statusCode(200);
        book(clinic.visit(1, slot(3, 1))).then().statusCode(201);

        cancel(id, "duplicate").then().statusCode(422).body("code", equalTo("not-allowed-in-state"));
        reschedule(id, Map.of("start", slot(3, 3).toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("not-allowed-in-state"));
    }

    @Test
    void a_booking_can_move_into_time_that_it_takes_itself() {
        SampleClinic clinic = SampleClinic.with(1, 1, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        reschedule(id, Map.of("start", slot(3, 0).toString()))
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
    }

    @Test
    void a_refused_move_leaves_the_booking_where_it_was() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String first = book(clinic.visit(0, slot(3, 0))).path("id");
        String second = book(clinic.visit(1, slot(3, 1))).path("id");
        reschedule(second, Map.of("start", slot(3, 0).toString()))
                .then()
                .statusCode(409)
                .body("code", equalTo("slot-taken"))
                .body("alternatives", hasSize(3));
        clinic().get("/v1/bookings/" + second).then().body("version", equalTo(1));
        book(clinic.visit(0, slot(3, 1))).then().statusCode(409);
        cancel(first, "closure").then().statusCode(200);
    }

    @Test
    void a_taken_slot_is_refused_with_the_nearest_free_ones() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        book(clinic.visit(0, slot(3, 2))).then().statusCode(201);
        Response refused = book(clinic.visit(1, slot(3, 2)));
        refused.then().statusCode(409).contentType("application/problem+json").body("code", equalTo("slot-taken"));
        List<Instant> offered = refused.jsonPath().getList("alternatives.start", String.class).stream()
                .map(start -> OffsetDateTime.parse(start).toInstant())
                .toList();
        assertThat(offered)
                .hasSize(3)
                .startsWith(slot(3, 1).toInstant(), slot(3, 3).toInstant());
        Map<String, Object> again = clinic.visit(1, slot(3, 2));
        again.put("start", offered.getFirst().toString());
        book(again).then().statusCode(201);
    }

    @Test
    void a_patient_cannot_be_in_two_places() {
        SampleClinic clinic = SampleClinic.with(2, 0, 1);
        book(clinic.visit(0, slot(3, 0), 0)).then().statusCode(201);
        book(clinic.visit(0, slot(3, 0), 1)).then().statusCode(422).body("code", equalTo("patient-conflict"));
    }

    @Test
    void a_room_takes_one_visit_at_a_time() {
        SampleClinic clinic = SampleClinic.with(2, 1, 2);
        book(clinic.visit(0, slot(3, 0), 0)).then().statusCode(201);
        book(clinic.visit(1, slot(3, 0), 1)).then().statusCode(409).body("code", equalTo("slot-taken"));
    }

    @Test
    void the_rules_say_why_not() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        refused(clinic.visit(0, slot(3, 0).plusMinutes(1)), "off-grid");
        refused(clinic.visit(0, slot(3, 0).minusHours(3)), "outside-availability");
        refused(clinic.visit(0, slot(90, 0)), "beyond-horizon");
        refused(clinic.visit(0, slot(-1, 0)), "below-notice");
    }

    private static void refused(Map<String, Object> visit, String code) {
        book(visit).then().statusCode(422).body("code", equalTo(code)).body("traceId", notNullValue());
    }

    @Test
    void what_is_named_must_be_there() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String nobody = UUID.randomUUID().toString();
        for (String field : List.of("patientId", "visitTypeId", "practitionerId", "locationId")) {
            Map<String, Object> visit = new HashMap<>(clinic.visit(0, slot(3, 0)));
            visit.put(field, nobody);
            book(visit)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("unknown-reference"))
                    .body("errors[0].pointer", equalTo("/" + field));
        }
        clinic().auth()
                .oauth2(Tokens.in(Tokens.OTHER_CLINIC, "bookings:write"))
                .body(clinic.visit(0, slot(3, 0)))
                .post("/v1/bookings")
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"));
    }

    @Test
    void the_same_post_twice_books_once() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String key = UUID.randomUUID().toString();
        String id = clinic().header("Idempotency-Key", key)
                .body(clinic.visit(0, slot(3, 0)))
                .post("/v1/bookings")
                .path("id");
        clinic().header("Idempotency-Key", key)
                .body(clinic.visit(0, slot(3, 0)))
                .post("/v1/bookings")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id));
        clinic().header("Idempotency-Key", key)
                .body(clinic.visit(1, slot(3, 1)))
                .post("/v1/bookings")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void a_refusal_that_time_cures_is_not_remembered() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String first = book(clinic.visit(0, slot(3, 0))).path("id");
        String key = UUID.randomUUID().toString();
        clinic().header("Idempotency-Key", key)
                .body(clinic.visit(1, slot(3, 0)))
                .post("/v1/bookings")
                .then()
                .statusCode(409);
        cancel(first, "closure");
        clinic().header("Idempotency-Key", key)
                .body(clinic.visit(1, slot(3, 0)))
                .post("/v1/bookings")
                .then()
                .statusCode(201);
    }

    @Test
    void a_change_of_an_older_version_is_refused() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        reschedule(id, Map.of("start", slot(3, 1).toString())).then().statusCode(200);
        clinic().header("If-Match", "\"1\"")
                .body(Map.of("reason", "closure"))
                .post("/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(412)
                .body("code", equalTo("stale-version"));
        clinic().get("/v1/bookings/" + id).then().body("status", equalTo("booked"));
    }

    @Test
    void lists_are_filtered_and_paged_in_order_of_time() {
        SampleClinic clinic = SampleClinic.with(2, 0, 1);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            ids.add(book(clinic.visit(0, slot(4, n), n % 2)).path("id"));
        }
        cancel(ids.get(2), "closure");
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var request =
                    clinic().queryParam("patient", clinic.patients().getFirst()).queryParam("limit", 2);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/bookings");
            page.then().statusCode(200);
            seen.addAll(page.jsonPath().getList("items.id"));
            cursor = page.path("next");
        } while (cursor != null);
        assertThat(seen).containsExactlyElementsOf(ids);

        clinic().queryParam("practitioner", clinic.practitioners().get(1))
                .get("/v1/bookings")
                .then()
                .body("items.id", equalTo(List.of(ids.get(1), ids.get(3))));
        clinic().queryParam("patient", clinic.patients().getFirst())
                .queryParam("status", "cancelled")
                .get("/v1/bookings")
                .then()
                .body("items.id", equalTo(List.of(ids.get(2))));
        clinic().queryParam("patient", clinic.patients().getFirst())
                .queryParam("from", slot(4, 1).toString())
                .queryParam("to", slot(4, 3).toString())
                .get("/v1/bookings")
                .then()
                .body("items.id", equalTo(ids.subList(1, 3)));
    }

    @Test
    void shows_how_far_the_ehr_is() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        String connection = UUID.randomUUID().toString();
        BookingSync written = sync(id, connection, BookingSync.State.WRITTEN, "Appointment/77", Instant.EPOCH);
        TestTopics.send(Topics.BOOKING_SYNC, id, written);
        TestTopics.send(Topics.BOOKING_SYNC, id, written);
        await().untilAsserted(() -> clinic().get("/v1/bookings/" + id)
                .then()
                .body("ehr", hasSize(1))
                .body("ehr[0].state", equalTo("written"))
                .body("ehr[0].connectionId", equalTo(connection))
                .body("ehr[0].externalId", equalTo("Appointment/77")));
    }

    @Test
    void what_is_said_last_of_a_version_counts_whatever_the_clocks_of_replicas_say() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        String connection = UUID.randomUUID().toString();
        Instant ahead = Instant.now().plusSeconds(1);
        TestTopics.send(Topics.BOOKING_SYNC, id, sync(id, connection, BookingSync.State.PENDING, null, ahead));
        TestTopics.send(
                Topics.BOOKING_SYNC,
                id,
                sync(id, connection, BookingSync.State.WRITTEN, "Appointment/78", ahead.minusMillis(300)));

        await().untilAsserted(() -> clinic().get("/v1/bookings/" + id).then().body("ehr[0].state", equalTo("written")));
    }

    private static BookingSync sync(
            String id, String connection, BookingSync.State state, String externalId, Instant at) {
        return new BookingSync(
                UUID.randomUUID().toString(), id, Tokens.CLINIC, connection, state, 1, externalId, null, at);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"patientId":"x","visitTypeId":"y","start":"2030-01-01T00:00:00Z"}                | /patientId
            {"start":"tomorrow"}                                                              | /start
            {"start":1900000000}                                                              | /start
            {"start":"2030-01-01T00:00:00"}                                                   | /start
            {"start":"2030-01-01T00:00:00Z","colour":"red"}                                   | /colour
            {"patientId":17}                                                                  | /patientId
            {"patientId":                                                                     | ''
            []                                                                                | ''
            {}                                                                                | /start
            {"patientId":null}                                                                | /patientId
            """)
    void bad_input_is_refused_with_its_place(String body, String pointer) {
        clinic().body(body)
                .post("/v1/bookings")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"))
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void a_cancellation_needs_a_known_reason() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        cancel(id, "boredom").then().statusCode(400).body("errors.pointer", hasItem("/reason"));
        clinic().post("/v1/bookings/" + id + "/cancel").then().statusCode(400);
        clinic().get("/v1/bookings/" + id).then().body("version", equalTo(1));
    }

    private static List<BookingEvent> events(String id) {
        return TopicReader.withKey(Topics.BOOKING_EVENTS, id).stream()
                .map(record -> EventJson.read(record.value(), BookingEvent.class))
                .toList();
    }
}
