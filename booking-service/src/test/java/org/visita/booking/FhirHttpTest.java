package org.visita.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.visita.booking.Fhir.BASE;
import static org.visita.booking.Fhir.appointment;
import static org.visita.booking.Fhir.create;
import static org.visita.booking.Fhir.partner;
import static org.visita.booking.Fhir.read;
import static org.visita.booking.Fhir.update;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.kit.testing.Tokens;

/** What HTTP and FHIR allow to be sent, and HAPI by itself would make something else of. */
@BookingTest
class FhirHttpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"018f0000-0000-7000-8000-000000000000", "urn:uuid:018f0000-0000-7000-8000-000000000000", "#p"})
    void a_reference_without_a_type_is_refused(String reference) {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> appointment = appointment(clinic, 0, slot(3, 0));
        appointment.put("participant", Fhir.participants(reference));
        Response refused = create(appointment);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        refused.then().body("issue[0].expression[0]", equalTo("Appointment.participant[0].actor"));
    }

    @Test
    void a_primitive_without_a_value_is_none() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> extended =
                Map.of("extension", List.of(Map.of("url", "https://elsewhere.example/x", "valueString", "x")));
        for (String element : List.of("status", "minutesDuration", "start")) {
            Map<String, Object> appointment = appointment(clinic, 0, slot(3, 0));
            appointment.remove(element);
            appointment.put("_" + element, extended);
            assertThat(create(appointment).statusCode()).as(element).isIn(400, 422);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"value\":5}", "{\"code\":\"min\"}", "{}"})
    void a_duration_without_its_unit_or_number_is_refused(String duration) {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> proposed = appointment(clinic, 0, slot(3, 0));
        proposed.put("status", "proposed");
        Response refused = partner()
                .body(Fhir.parameters(
                        Map.of("name", "appointment", "resource", proposed),
                        Map.of(
                                "name",
                                "ttl",
                                "valueDuration",
                                JsonPath.from(duration).getMap("$"))))
                .post(BASE + "/$hold");
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = create(appointment(clinic, 0, slot(3, 0))).path("id");
        partner()
                .header("If-None-Match", "W/\"1\"")
                .get(BASE + "/" + id)
                .then()
                .statusCode(304)
                .header("ETag", "W/\"1\"")
                .body(emptyString());
        partner().header("If-None-Match", "W/\"7\"").get(BASE + "/" + id).then().statusCode(200);
        // Its seconds are too coarse to tell two versions apart.
        for (String since : List.of("Fri, 31 Dec 2100 23:59:59 GMT", "nonsense")) {
            partner()
                    .header("If-Modified-Since", since)
                    .get(BASE + "/" + id)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void addresses_are_those_that_the_caller_knows() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String there = "https://api.clinic.example:8443/fhir/R4";
        behindTheGateway()
                .body(appointment(clinic, 0, slot(3, 0)))
                .post(BASE)
                .then()
                .statusCode(201)
                .header("Location", startsWith(there + "/Appointment/"));
        create(appointment(clinic, 1, slot(3, 1)));
        behindTheGateway()
                .queryParam("location", clinic.location())
                .queryParam("_count", 1)
                .get(BASE)
                .then()
                .statusCode(200)
                .body("link.url", everyItem(startsWith(there)))
                .body("link.relation", equalTo(List.of("self", "next")))
                .body("entry.fullUrl", everyItem(startsWith(there + "/Appointment/")));
        behindTheGateway().get("/fhir/R4/metadata").then().statusCode(200).body("implementation.url", equalTo(there));
        partner()
                .header("X-Forwarded-Host", "evil.example/\"<x>")
                .header("X-Forwarded-Proto", "https")
                .get(BASE + "?_count=1")
                .then()
                .statusCode(200)
                .body("link.url", everyItem(not(containsString("evil"))));
    }

    private static RequestSpecification behindTheGateway() {
        return partner().header("X-Forwarded-Host", "api.clinic.example:8443").header("X-Forwarded-Proto", "https");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-turtle, ''",
        "text/turtle, ''",
        "application/ndjson, ''",
        "image/png, ''",
        "'', ?_format=ttl",
        "'', ?_format=ndjson",
        "application/fhir+json, ?_format=application/x-turtle"
    })
    void nothing_is_done_whose_answer_cannot_be_written(String accept, String query) {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> appointment = appointment(clinic, 0, slot(3, 0));
        RequestSpecification request = partner().body(appointment);
        if (!accept.isEmpty()) {
            request.accept(accept);
        }
        Response refused = request.post(BASE + query);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(406);
        assertThat(refused.contentType()).startsWith("application/fhir+json");
        assertThat(Fhir.problem(refused)).isEqualTo("not-acceptable");
        create(appointment).then().statusCode(201);
    }

    @Test
    void of_several_types_that_are_accepted_the_best_that_can_be_written_is_taken() {
        for (Map.Entry<String, String> answered : Map.of(
                        "application/x-turtle, application/fhir+xml;q=0.5, */*;q=0.1", "application/fhir+xml",
                        "text/html, */*;q=0.8", "application/fhir+json",
                        "application/xml;q=0.2, application/json", "application/fhir+json")
                .entrySet()) {
            partner()
                    .accept(answered.getKey())
                    .get(BASE + "?_count=1")
                    .then()
                    .statusCode(200)
                    .contentType(startsWith(answered.getValue()));
        }
        partner().get(BASE + "?_count=1&_format=text/xml").then().contentType(startsWith("application/fhir+xml"));
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-turtle, ''",
        "text/plain, ''",
        "application/x-www-form-urlencoded, ''",
        "application/fhir+json, /_search",
        "text/plain, /_search",
        "multipart/form-data; boundary=x, /_search",
        "text/plain, /$hold"
    })
    void a_body_that_would_not_be_read_is_refused(String type, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + BASE + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + Tokens.with("bookings:read", "bookings:write"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("patient=1"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> refused = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(415);
            assertThat(refused.body()).contains("unsupported-media-type");
        }
    }

    @Test
    void what_is_packed_is_refused() {
        partner().header("Content-Encoding", "gzip").get(BASE).then().statusCode(415);
        partner()
                .header("Content-Encoding", "gzip")
                .body("{}")
                .post(BASE)
                .then()
                .statusCode(415);
    }

    @Test
    void a_new_status_does_not_hide_another_duration() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = create(appointment(clinic, 0, slot(3, 0))).path("id");
        for (String status : List.of("checked-in", "noshow", "entered-in-error")) {
            Map<String, Object> changed = read(id);
            changed.put("status", status);
            changed.put("minutesDuration", 90);
            assertRefused(update(changed));
        }
        assertThat(read(id)).containsEntry("status", "booked");

        Map<String, Object> proposed = appointment(clinic, 0, slot(3, 1));
        proposed.put("status", "proposed");
        String held = create(proposed).path("id");
        Map<String, Object> booked = read(held);
        booked.put("status", "booked");
        booked.put("end", slot(3, 3).toInstant().toString());
        assertRefused(update(booked));
        assertThat(read(held)).containsEntry("status", "proposed");
    }

    private static void assertRefused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(Fhir.problem(answer)).isEqualTo("duration-mismatch");
    }

    @Test
    void the_address_says_what_is_updated_and_at_no_version() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        String id = create(appointment(clinic, 0, slot(3, 0))).path("id");
        Response other = create(appointment(clinic, 1, slot(3, 1)));
        Map<String, Object> checkedIn = read(id);
        checkedIn.put("status", "checked-in");
        partner().body(checkedIn).put(BASE + "/" + id + "/_history/3").then().statusCode(405);
        partner()
                .body(checkedIn)
                .queryParam("identifier", (String) other.path("id"))
                .put(BASE + "/" + id)
                .then()
                .statusCode(400);
        assertThat(read(id)).containsEntry("status", "booked");
        partner()
                .body(checkedIn)
                .header("Content-Location", "Appointment/" + other.path("id"))
                .queryParam("identifier", Fhir.BOOKING_ID + "|" + id)
                .put(BASE)
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Tokens.with("bookings:read"))
                .get(other.header("Location"))
                .then()
                .statusCode(200)
                .body("meta.versionId", equalTo("1"));
        partner().get(BASE + "/" + id + "/_history/1").then().statusCode(404);
    }

    @Test
    void a_search_has_a_bound_on_its_values_and_on_its_form() {
        String many = "2026,".repeat(100) + "2026";
        partner().queryParam("date", many).get(BASE).then().statusCode(400);
        Response form = partner()
                .contentType("application/x-www-form-urlencoded")
                .body("date=2026&".repeat(2000))
                .post(BASE + "/_search");
        assertThat(form.statusCode()).as(form.asString()).isEqualTo(400);
    }

    @Test
    void a_hold_is_released_for_no_reason_that_is_not_kept() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> proposed = appointment(clinic, 0, slot(3, 0));
        proposed.put("status", "proposed");
        String held = create(proposed).path("id");
        Response refused = update(Fhir.cancelled(held, "prov"));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(Fhir.problem(refused)).isEqualTo("element-not-kept");
        Map<String, Object> released = Fhir.cancelled(held, "pat");
        update(released).then().statusCode(200);
        update(released).then().statusCode(200).body("status", equalTo("cancelled"));
    }

    @Test
    void an_operation_does_nothing_that_its_body_contradicts() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> proposed = appointment(clinic, 0, slot(3, 0));
        proposed.put("status", "proposed");
        String held = create(proposed).path("id");
        String other = create(appointment(clinic, 0, slot(4, 0))).path("id");
        Map<String, String> named = Map.of("name", "appt-id", "valueUri", "Appointment/" + other);
        Map<String, String> reason = Map.of("name", "reason", "valueCode", "pat");
        Map<String, Object> cancelled = read(held);
        cancelled.put("status", "cancelled");
        Map<String, Object> again = new HashMap<>(proposed);
        again.put("identifier", List.of(Map.of("system", Fhir.BOOKING_ID, "value", held)));
        for (Map.Entry<String, Object> call : Map.<String, Object>of(
                        "/" + other + "/$cancel",
                        Fhir.parameters(Map.of("name", "appt-id", "valueUri", "Appointment/" + held), reason),
                        "/" + held + "/$cancel",
                        read(held),
                        "/" + held + "/$book",
                        Fhir.parameters(named),
                        "/$book",
                        cancelled,
                        "/$hold",
                        again)
                .entrySet()) {
            Response refused = partner().body(call.getValue()).post(BASE + call.getKey());
            assertThat(refused.statusCode())
                    .as("%s: %s", call.getKey(), refused.asString())
                    .isIn(400, 422);
        }
        assertThat(read(held)).containsEntry("status", "proposed");
        assertThat(read(other)).containsEntry("status", "booked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "participant.actor.identifier|participant[0].actor|identifier|{\"system\":\"urn:x\",\"value\":\"1\"}",
                "serviceType.text|serviceType[0]|text|\"knee\"",
                "_start.extension||_start|{\"extension\":[{\"url\":\"urn:x\",\"valueString\":\"x\"}]}",
                "identifier.period|identifier[0]|period|{\"start\":\"2026-01-01\"}",
            })
    void what_is_below_is_not_dropped_either(String what, String parent, String element, String value) {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = create(appointment(clinic, 0, slot(3, 0))).path("id");
        Map<String, Object> changed = read(id);
        Map<String, Object> at = changed;
        for (String step : parent == null ? new String[0] : parent.split("\\.")) {
            Object below = at.get(step.replace("[0]", ""));
            at = below instanceof List<?> list ? cast(list.getFirst()) : cast(below);
        }
        at.put(element, JsonPath.from("{\"value\":" + value + "}").get("value"));
        Response refused = update(changed);
        assertThat(refused.statusCode()).as("%s: %s", what, refused.asString()).isEqualTo(422);
        assertThat(Fhir.problem(refused)).isEqualTo("element-not-kept");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void what_only_repeats_may_be_sent_and_what_contradicts_may_not() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> appointment = appointment(clinic, 0, slot(3, 0));
        String patient = "Patient/" + clinic.patients().getFirst();
        appointment.put("participant", List.of(actor(patient, "Practitioner")));
        create(appointment).then().statusCode(400);
        appointment.put("participant", List.of(actor(patient, "Patient")));
        create(appointment).then().statusCode(201);

        Map<String, Object> proposed = appointment(clinic, 0, slot(3, 1));
        proposed.put("status", "proposed");
        String held = create(proposed).path("id");
        update(read(held)).then().statusCode(200);
        Map<String, Object> longer = read(held);
        longer.put(
                "extension",
                List.of(Map.of("url", Fhir.EXTENSIONS + "hold-expires-at", "valueInstant", "2100-01-01T00:00:00Z")));
        assertThat(Fhir.problem(update(longer))).isEqualTo("element-not-kept");
        proposed.put("start", slot(3, 2).toInstant().toString());
        proposed.put("extension", longer.get("extension"));
        assertThat(Fhir.problem(create(proposed))).isEqualTo("element-not-kept");
    }

    private static Map<String, Object> actor(String reference, String type) {
        return Map.of("actor", Map.of("reference", reference, "type", type, "display", "P"), "status", "accepted");
    }
}
