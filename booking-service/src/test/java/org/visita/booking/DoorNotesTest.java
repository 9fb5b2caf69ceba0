package org.visita.booking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.booking.Fhir.BASE;
import static org.visita.booking.Fhir.appointment;
import static org.visita.booking.Fhir.parameters;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.kit.audit.AuditNote;
import org.visita.kit.testing.Tokens;

/** What the door is told of requests that it carries: what was done, and to whom, however it ended. */
@BookingTest
class DoorNotesTest {

    private final SampleClinic clinic = SampleClinic.with(1, 0, 2);
    private final String patient = clinic.patients().getFirst();
    private final String other = clinic.patients().get(1);

    private static RequestSpecification json() {
        return through().contentType("application/json");
    }

    private static RequestSpecification fhir() {
        return through().contentType(Fhir.MEDIA_TYPE);
    }

    private static RequestSpecification through() {
        return given().auth().oauth2(Tokens.throughDoor("bookings:read", "bookings:write"));
    }

    @Test
    void of_bookings() {
        String key = UUID.randomUUID().toString();
        Response booked = json().header("Idempotency-Key", key)
                .body(clinic.visit(0, slot(3, 0)))
                .post("/v1/bookings");
        String id = booked.path("id");
        assertNote(booked, "booking.create", id, patient, null);
        Response again = json().header("Idempotency-Key", key)
                .body(clinic.visit(0, slot(3, 0)))
                .post("/v1/bookings");
        assertThat(again.<String>path("id")).isEqualTo(id);
        assertNote(again, "booking.create", id, patient, null);
        assertNote(
                json().body(clinic.visit(1, slot(3, 0))).post("/v1/bookings"),
                "booking.create",
                null,
                other,
                "slot-taken");
        assertNote(json().get("/v1/bookings/" + id), "booking.read", id, patient, null);
        assertNote(json().get("/v1/bookings/" + id + "/history"), "booking.history", id, patient, null);
        assertNote(json().get("/v1/bookings?patient=" + patient), "booking.list", null, patient, null);
        assertNote(json().get("/v1/bookings"), "booking.list", null, null, null);
        String cancel = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            assertNote(
                    json().header("Idempotency-Key", cancel)
                            .body(Map.of("reason", "clinic-request"))
                            .post("/v1/bookings/" + id + "/cancel"),
                    "booking.cancel",
                    id,
                    patient,
                    null);
        }
        assertNote(
                json().body(Map.of("reason", "clinic-request")).post("/v1/bookings/" + id + "/cancel"),
                "booking.cancel",
                id,
                patient,
                "not-allowed-in-state");
        Response held = json().body(clinic.visit(1, slot(4, 0))).post("/v1/holds");
        assertNote(held, "hold.create", held.path("id"), other, null);
        assertNote(json().delete("/v1/holds/" + held.path("id")), "hold.release", held.path("id"), other, null);
    }

    @Test
    void of_appointments() {
        Response booked = fhir().body(appointment(clinic, 0, slot(3, 0))).post(BASE);
        String id = booked.path("id");
        assertNote(booked, "booking.create", id, patient, null);
        assertNote(
                fhir().body(appointment(clinic, 1, slot(3, 0))).post(BASE),
                "booking.create",
                null,
                other,
                "slot-taken");
        Response read = fhir().get(BASE + "/" + id);
        assertNote(read, "booking.read", id, patient, null);
        assertNote(
                fhir().header("If-None-Match", read.header("ETag")).get(BASE + "/" + id),
                "booking.read",
                id,
                patient,
                null);
        assertNote(fhir().get(BASE + "?patient=Patient/" + patient), "booking.list", null, patient, null);
        assertNote(
                through()
                        .contentType("application/x-www-form-urlencoded")
                        .body("actor=Patient/" + patient)
                        .post(BASE + "/_search"),
                "booking.list",
                null,
                patient,
                null);
        assertNote(
                fhir().body(parameters()).post(BASE + "/" + id + "/$cancel"),
                "booking.cancel",
                id,
                null,
                "invalid-request");
        Map<String, Object> reason = Map.of("name", "reason", "valueCodeableConcept", Fhir.reason("pat"));
        assertNote(
                fhir().body(parameters(reason)).post(BASE + "/" + id + "/$cancel"),
                "booking.cancel",
                id,
                patient,
                null);
        assertNote(
                fhir().body(parameters(reason)).post(BASE + "/" + id + "/$cancel"),
                "booking.cancel",
                id,
                patient,
                "not-allowed-in-state");
        assertNote(fhir().get("/fhir/R4/metadata"), "metadata.read", "CapabilityStatement", null, null, null);
        assertNote(fhir().get("/fhir/R4/Nonsense"), "request.refused", "Request", null, null, "not-found");
        assertNote(fhir().request("NONSENSE", BASE), "request.refused", "Request", null, null, "method-not-allowed");
    }

    @Test
    void of_what_is_refused_before_it_is_known_what_is_asked() {
        assertNote(json().get("/v1/bookings/a/b/c"), "request.refused", "Request", null, null, "not-found");
        assertNote(fhir().get("/fhir/nothing"), "request.refused", "Request", null, null, "not-found");
        assertNote(
                json().body(" ".repeat(300_000)).post("/v1/bookings"),
                "request.refused",
                "Request",
                null,
                null,
                "too-large");
    }

    private static void assertNote(Response answer, String action, String id, String patient, String code) {
        assertNote(answer, action, "Booking", id, patient, code);
    }

    private static void assertNote(
            Response answer, String action, String type, String id, String patient, String code) {
        assertThat(AuditNote.parse(answer.header(AuditNote.HEADER)))
                .as(answer.statusLine() + answer.asString())
                .contains(new AuditNote(action, type, id, patient, code));
        assertThat(answer.headers().getValues(AuditNote.HEADER)).hasSize(1);
    }
}
