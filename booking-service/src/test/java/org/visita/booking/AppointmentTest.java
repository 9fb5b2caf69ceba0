package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.visita.booking.Fhir.BASE;
import static org.visita.booking.Fhir.BOOKING_ID;
import static org.visita.booking.Fhir.EXTENSIONS;
import static org.visita.booking.Fhir.appointment;
import static org.visita.booking.Fhir.cancelled;
import static org.visita.booking.Fhir.create;
import static org.visita.booking.Fhir.partner;
import static org.visita.booking.Fhir.read;
import static org.visita.booking.Fhir.update;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.booking.BookingEvent;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** A booking's life, told in FHIR. */
@BookingTest
class AppointmentTest {

    @Test
    void is_created_read_moved_and_cancelled_under_one_id() {
        SampleClinic clinic = SampleClinic.with(2, 0, 1);
        Response created = create(appointment(clinic, 0, slot(3, 0), 1));
        String id = created.then()
                .statusCode(201)
                .header("ETag", "W/\"1\"")
                .header("Location", containsString("/fhir/R4/Appointment/"))
                .contentType(startsWith("application/fhir+json"))
                .body("status", equalTo("booked"))
                .body("meta.versionId", equalTo("1"))
                .body("identifier[0].system", equalTo(BOOKING_ID))
                .body("minutesDuration", equalTo(30))
                .body("created", notNullValue())
                .body(
                        "participant.actor.reference",
                        hasItems(
                                "Patient/" + clinic.patients().getFirst(),
                                "Practitioner/" + clinic.practitioners().get(1),
                                "Location/" + clinic.location()))
                .body("participant.status", equalTo(List.of("accepted", "accepted", "accepted")))
                .body("extension.find {it.url == '" + EXTENSIONS + "booking-version'}.valueInteger", equalTo(1))
                .body("extension.find {it.url == '" + EXTENSIONS + "modality'}.valueCode", equalTo("in-person"))
                .extract()
                .path("id");
        assertThat((String) created.path("identifier[0].value")).isEqualTo(id);
        // With the offset of the location, not of the request.
        assertThat((String) created.path("start"))
                .endsWith(slot(3, 0).getOffset().toString())
                .isEqualTo(slot(3, 0).toString().replaceFirst("(T\\d\\d:\\d\\d)([+-])", "$1:00$2"));

        partner()
                .get(BASE + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "W/\"1\"")
                .header("Last-Modified", notNullValue())
                .body("id", equalTo(id));
        partner()
                .accept("application/fhir+xml")
                .get(BASE + "/" + id)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/fhir+xml"))
                .body("Appointment.id.@value", equalTo(id));
        partner().queryParam("_elements", "status").get(BASE + "/" + id).then().body("start", nullValue());

        Map<String, Object> moved = read(id);
        moved.put("start", slot(3, 2).toInstant().toString());
        moved.remove("end");
        partner()
                .body(moved)
                .header("If-Match", "W/\"1\"")
                .put(BASE + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "W/\"2\"")
                .body("status", equalTo("booked"));
        partner()
                .body(moved)
                .header("If-Match", "W/\"1\"")
                .put(BASE + "/" + id)
                .then()
                .statusCode(412)
                .body("issue[0].code", equalTo("conflict"))
                .body("issue[0].details.coding[0].code", equalTo("stale-version"));

        update(cancelled(id, "prov"))
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("cancelationReason.coding[0].code", equalTo("prov"))
                .body("participant.find {it.actor.reference.startsWith('Practitioner')}.status", equalTo("declined"))
                .body("participant.find {it.actor.reference.startsWith('Patient')}.status", equalTo("accepted"));

        await().untilAsserted(() -> assertThat(actions(id))
                .containsExactly("booking.create", "booking.reschedule", "booking.update", "booking.cancel"));
        await().untilAsserted(() -> assertThat(events(id)).hasSize(3));
        assertThat(events(id)).extracting(BookingEvent::origin).containsOnly("fhir");
        Requests.clinic()
                .get("/v1/bookings/" + id)
                .then()
                .body("status", equalTo("cancelled"))
                .body("origin", equalTo("fhir"))
                .body("cancellation.reason", equalTo("clinic-request"));
    }

    @Test
    void xml_is_as_good_as_json() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String xml = """
                <Appointment xmlns="http://hl7.org/fhir"><status value="booked"/>
                <serviceType><coding><system value="%s"/><code value="%s"/></coding></serviceType>
                <start value="%s"/>
                <participant><actor><reference value="Patient/%s"/></actor><status value="accepted"/></participant>
                </Appointment>""".formatted(
                        Fhir.VISIT_TYPE,
                        clinic.visitType(),
                        slot(3, 0).toInstant(),
                        clinic.patients().getFirst());
        partner()
                .contentType("application/fhir+xml")
                .accept("application/fhir+xml")
                .body(xml)
                .post(BASE)
                .then()
                .statusCode(201)
                .contentType(startsWith("application/fhir+xml"))
                .body("Appointment.status.@value", equalTo("booked"));
        String entities = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + xml.replace("booked", "&e;");
        partner()
                .contentType("application/fhir+xml")
                .body(entities)
                .post(BASE)
                .then()
                .statusCode(400);
    }

    @Test
    void goes_through_its_states_by_updates() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = create(appointment(clinic, 0, slot(3, 0))).path("id");
        update(id, "arrived").then().statusCode(200).body("status", equalTo("checked-in"));
        update(id, "booked").then().statusCode(200).body("status", equalTo("booked"));
        update(id, "noshow")
                .then()
                .statusCode(200)
                .body("status", equalTo("noshow"))
                .body("cancelationReason", nullValue());
        update(id, "booked").then().statusCode(200);
        update(id, "checked-in").then().statusCode(200);
        update(id, "fulfilled").then().statusCode(200).body("status", equalTo("fulfilled"));
        update(id, "booked")
                .then()
                .statusCode(422)
                .body("issue[0].details.coding[0].code", equalTo("not-allowed-in-state"))
                .body("issue[0].details.text", containsString("fulfilled"));
        update(id, "entered-in-error").then().statusCode(200).body("status", equalTo("entered-in-error"));
        await().untilAsserted(() -> assertThat(actions(id))
                .contains(
                        "booking.check-in",
                        "booking.undo-check-in",
                        "booking.no-show",
                        "booking.undo-no-show",
                        "booking.fulfil",
                        "booking.enter-in-error"));
    }

    @Test
    void a_pending_one_is_confirmed_by_an_update() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1, VisitTypes.of(30, 35).confirmed());
        Response created = create(appointment(clinic, 0, slot(3, 0)));
        created.then()
                .statusCode(201)
                .body("status", equalTo("pending"))
                .body(
                        "participant.find {it.actor.reference.startsWith('Practitioner')}.status",
                        equalTo("needs-action"));
        update(created.path("id"), "booked").then().statusCode(200).body("status", equalTo("booked"));
        update(created.path("id"), "pending").then().statusCode(422);
    }

    @Test
    void the_same_again_changes_nothing_and_an_old_version_is_refused_even_then() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = create(appointment(clinic, 0, slot(3, 0))).path("id");
        update(read(id)).then().statusCode(200).header("ETag", "W/\"1\"");
        partner()
                .body(read(id))
                .header("If-Match", "W/\"7\"")
                .put(BASE + "/" + id)
                .then()
                .statusCode(412);
        partner()
                .body(read(id))
                .header("If-None-Match", "*")
                .put(BASE + "/" + id)
                .then()
                .statusCode(412)
                .body("issue[0].details.coding[0].code", equalTo("already-there"));
        assertThat(Requests.clinic()
                        .get("/v1/bookings/" + id + "/history")
                        .jsonPath()
                        .getList("items"))
                .hasSize(1);
    }

    @Test
    void what_cannot_be_kept_is_refused_by_name() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        Map<String, Object> appointment = appointment(clinic, 0, slot(3, 0));
        appointment.put("comment", "bring the x-rays");
        appointment.put("description", "knee");
        create(appointment)
                .then()
                .statusCode(422)
                .body("issue.expression.flatten()", hasItems("Appointment.comment", "Appointment.description"))
                .body("issue[0].details.coding[0].code", equalTo("element-not-kept"));
        assertThat(create(appointment).asString()).doesNotContain("x-rays", "knee");

        String id = create(appointment(clinic, 0, slot(3, 0))).path("id");
        for (Map.Entry<String, Object> change : Map.<String, Object>of(
                        "comment", "x",
                        "priority", 1,
                        "language", "de",
                        "reasonCode", List.of(Map.of("text", "x")),
                        "identifier", List.of(Map.of("system", "urn:other", "value", "1")),
                        "serviceType",
                                List.of(Map.of(
                                        "coding",
                                        List.of(Map.of("system", Fhir.VISIT_TYPE, "code", clinic.location())))),
                        "participant",
                                Fhir.participants("Patient/" + clinic.patients().getLast()))
                .entrySet()) {
            Map<String, Object> changed = read(id);
            changed.put(change.getKey(), change.getValue());
            Response refused = update(changed);
            assertThat(refused.statusCode()).as(change.getKey()).isEqualTo(422);
            assertThat(refused.jsonPath().getString("issue[0].expression[0]")).contains(change.getKey());
        }
        Map<String, Object> both = read(id);
        both.put("status", "checked-in");
        both.put("start", slot(3, 1).toInstant().toString());
        both.remove("end");
        assertThat(Fhir.problem(update(both))).isEqualTo("several-changes");
    }

    @Test
    void an_end_has_to_be_the_one_that_the_visit_type_gives() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> appointment = appointment(clinic, 0, slot(3, 0));
        appointment.put("minutesDuration", 45);
        create(appointment)
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Appointment.minutesDuration"))
                .body("issue[0].details.coding[0].code", equalTo("duration-mismatch"));
        appointment.put("minutesDuration", 30);
        appointment.put("end", slot(3, 0).plusMinutes(31).toInstant().toString());
        create(appointment).then().statusCode(422).body("issue[0].expression[0]", equalTo("Appointment.end"));
        appointment.put("end", slot(3, 0).plusMinutes(30).toInstant().toString());
        String id = create(appointment).then().statusCode(201).extract().path("id");
        Map<String, Object> moved = read(id);
        moved.put("start", slot(3, 1).toInstant().toString());
        assertThat(Fhir.problem(update(moved))).isEqualTo("duration-mismatch");
        assertThat(read(id).get("meta").toString()).contains("versionId=1");
    }

    @Test
    void a_taken_slot_answers_409_and_says_what_is_free() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        create(appointment(clinic, 0, slot(3, 0))).then().statusCode(201);
        Response refused = create(appointment(clinic, 1, slot(3, 0)));
        refused.then()
                .statusCode(409)
                .body("issue[0].code", equalTo("conflict"))
                .body("issue[0].details.coding[0].code", equalTo("slot-taken"))
                .body("issue.findAll {it.severity == 'information'}", hasSize(3));
        assertThat(refused.jsonPath().getString("issue[1].diagnostics"))
                .contains("\"start\":\"" + slot(3, 1).toString().substring(0, 16));
    }

    @Test
    void creates_and_updates_under_a_condition() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String id = create(appointment(clinic, 0, slot(3, 0))).path("id");
        create(appointment(clinic, 0, slot(3, 1)));
        String one = "identifier=" + BOOKING_ID + "|" + id;
        String both = "patient=" + clinic.patients().getFirst();
        String none = "patient=" + clinic.patients().getLast();

        ifNoneExist(one, appointment(clinic, 1, slot(3, 2)))
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        ifNoneExist(both, appointment(clinic, 1, slot(3, 2)))
                .then()
                .statusCode(412)
                .body("issue[0].code", equalTo("multiple-matches"));
        ifNoneExist("nonsense=1", appointment(clinic, 1, slot(3, 2))).then().statusCode(400);
        ifNoneExist(none, appointment(clinic, 1, slot(3, 2))).then().statusCode(201);

        Map<String, Object> moved = read(id);
        moved.put("start", slot(4, 0).toInstant().toString());
        moved.remove("end");
        put(one, moved, "W/\"3\"").then().statusCode(412);
        put(one, moved, "W/\"1\"")
                .then()
                .statusCode(200)
                .header("ETag", "W/\"2\"")
                .body("id", equalTo(id));
        put(one, moved, "W/\"1\"").then().statusCode(412);
        put(both, moved, null).then().statusCode(412);
        put("patient=018f0000-0000-7000-8000-000000000000", appointment(clinic, 1, slot(5, 0)), "W/\"1\"")
                .then()
                .statusCode(412);
        put("patient=018f0000-0000-7000-8000-000000000000", appointment(clinic, 1, slot(5, 0)), null)
                .then()
                .statusCode(201);
    }

    private static Response ifNoneExist(String criteria, Map<String, ?> appointment) {
        return partner().header("If-None-Exist", criteria).body(appointment).post(BASE);
    }

    private static Response put(String criteria, Map<String, ?> appointment, String ifMatch) {
        var request = partner().body(appointment);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        int equals = criteria.indexOf('=');
        return request.queryParam(criteria.substring(0, equals), criteria.substring(equals + 1))
                .put(BASE);
    }

    @Test
    void a_repeated_post_gets_the_first_answer() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String key = "fhir-" + System.nanoTime();
        Map<String, Object> appointment = appointment(clinic, 0, slot(3, 0));
        String id = withKey(key, appointment).then().statusCode(201).extract().path("id");
        withKey(key, appointment)
                .then()
                .statusCode(201)
                .body("id", equalTo(id))
                .header("Location", endsWith(id + "/_history/1"));
        appointment.put("start", slot(3, 1).toInstant().toString());
        withKey(key, appointment)
                .then()
                .statusCode(422)
                .body("issue[0].details.coding[0].code", equalTo("idempotency-key-reused"));
    }

    private static Response withKey(String key, Map<String, ?> appointment) {
        return partner().header("Idempotency-Key", key).body(appointment).post(BASE);
    }

    @Test
    void says_as_much_as_is_preferred() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Response minimal = partner()
                .header("Prefer", "return=minimal")
                .body(appointment(clinic, 0, slot(3, 0)))
                .post(BASE);
        minimal.then().statusCode(201).header("Location", notNullValue());
        assertThat(minimal.asString()).isEmpty();
    }

    @Test
    void a_slot_is_held_booked_and_cancelled_by_operations() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        Map<String, Object> proposed = appointment(clinic, 0, slot(3, 0));
        proposed.put("status", "proposed");
        Response held = operation(
                "$hold",
                Fhir.parameters(
                        Map.of("name", "appointment", "resource", proposed), Map.of("name", "ttl", "valueInteger", 5)));
        String id = held.then()
                .statusCode(200)
                .header("ETag", "W/\"1\"")
                .body("status", equalTo("proposed"))
                .body("participant.status", hasItem("needs-action"))
                .extract()
                .path("id");
        String expires = held.path("extension.find {it.url == '" + EXTENSIONS + "hold-expires-at'}.valueInstant");
        assertThat(OffsetDateTime.parse(expires))
                .isBetween(
                        OffsetDateTime.now().plusMinutes(4),
                        OffsetDateTime.now().plusMinutes(5));

        Response taken = operation(
                "$book",
                Fhir.parameters(Map.of("name", "appt-resource", "resource", appointment(clinic, 1, slot(3, 0)))));
        taken.then().statusCode(409).body("issue[0].details.coding[0].code", equalTo("slot-taken"));
        partner()
                .post(BASE + "/" + id + "/$book")
                .then()
                .statusCode(200)
                .header("ETag", "W/\"2\"")
                .body("id", equalTo(id))
                .body("status", equalTo("booked"));
        operation(id + "/$cancel", Fhir.parameters(Map.of("name", "reason", "valueCode", "pat")))
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("cancelationReason.coding[0].code", equalTo("pat"));
        operation(id + "/$cancel", Fhir.parameters(Map.of("name", "reason", "valueCode", "pat")))
                .then()
                .statusCode(422)
                .body("issue[0].details.coding[0].code", equalTo("not-allowed-in-state"));
        await().untilAsserted(() -> assertThat(actions(id))
                .containsExactly("hold.create", "booking.create", "booking.cancel", "booking.cancel"));
    }

    @Test
    void operations_take_the_parameters_of_ihe_and_argonaut_and_refuse_others() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> proposed = appointment(clinic, 0, slot(3, 0));
        proposed.put("status", "proposed");
        String first = create(proposed)
                .then()
                .statusCode(201)
                .body("status", equalTo("proposed"))
                .extract()
                .path("id");
        operation("$book", Fhir.parameters(Map.of("name", "appt-id", "valueUri", "Appointment/" + first)))
                .then()
                .statusCode(200)
                .body("id", equalTo(first));
        proposed.put("start", slot(3, 1).toInstant().toString());
        String second = operation("$hold", proposed).path("id");
        operation(
                        "$book",
                        Fhir.parameters(Map.of(
                                "name",
                                "appointment-reference",
                                "valueReference",
                                Map.of("reference", "Appointment/" + second))))
                .then()
                .statusCode(200)
                .body("id", equalTo(second));
        operation("$hold", Fhir.parameters(Map.of("name", "nonsense", "valueInteger", 1)))
                .then()
                .statusCode(400);
        operation(
                        "$hold",
                        Fhir.parameters(
                                Map.of("name", "appointment", "resource", proposed),
                                Map.of("name", "ttl", "valueInteger", 16)))
                .then()
                .statusCode(400)
                .body("issue[0].expression[0]", containsString("ttl"));
        operation("$book", Fhir.parameters()).then().statusCode(400);
        update(cancelled(second, "pat")).then().statusCode(200);
    }

    @Test
    void a_hold_is_booked_or_released_by_an_update() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> proposed = appointment(clinic, 0, slot(3, 0));
        proposed.put("status", "proposed");
        String booked = operation("$hold", proposed).path("id");
        update(booked, "booked").then().statusCode(200).body("status", equalTo("booked"));
        proposed.put("start", slot(3, 1).toInstant().toString());
        String released = operation("$hold", proposed).path("id");
        update(cancelled(released, "pat")).then().statusCode(200).body("status", equalTo("cancelled"));
    }

    private static Response operation(String path, Object body) {
        return partner().body(body).post(BASE + "/" + path);
    }

    /** What was done to it. */
    private static List<String> actions(String id) {
        return TopicReader.read(Topics.AUDIT_EVENTS, record -> true).stream()
                .map(record -> EventJson.read(record.value(), AuditEvent.class))
                .filter(event -> id.equals(event.resourceId()))
                .map(AuditEvent::action)
                // The test looks at it now and then.
                .filter(action -> !action.equals("booking.read"))
                .toList();
    }

    private static List<BookingEvent> events(String id) {
        return TopicReader.read(Topics.BOOKING_EVENTS, record -> id.equals(record.key())).stream()
                .map(record -> EventJson.read(record.value(), BookingEvent.class))
                .toList();
    }
}
