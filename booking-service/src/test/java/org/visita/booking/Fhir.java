package org.visita.booking;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.visita.kit.testing.Tokens;

/** Requests of a partner who speaks FHIR, and the Appointments in them. */
final class Fhir {

    static final String BASE = "/fhir/R4/Appointment";
    static final String MEDIA_TYPE = "application/fhir+json";
    static final String BOOKING_ID = "https://visita.example/sid/booking-id";
    static final String VISIT_TYPE = "https://visita.example/sid/visit-type";
    static final String EXTENSIONS = "https://visita.example/fhir/StructureDefinition/";

    private Fhir() {}

    static RequestSpecification partner() {
        return given().auth()
                .oauth2(Tokens.with("bookings:read", "bookings:write"))
                .contentType(MEDIA_TYPE);
    }

    static Map<String, Object> appointment(SampleClinic clinic, int patient, OffsetDateTime start) {
        Map<String, Object> appointment = new HashMap<>();
        appointment.put("resourceType", "Appointment");
        appointment.put("status", "booked");
        appointment.put(
                "serviceType",
                List.of(Map.of("coding", List.of(Map.of("system", VISIT_TYPE, "code", clinic.visitType())))));
        appointment.put("start", start.toInstant().toString());
        appointment.put(
                "participant", participants("Patient/" + clinic.patients().get(patient)));
        return appointment;
    }

    static Map<String, Object> appointment(SampleClinic clinic, int patient, OffsetDateTime start, int practitioner) {
        Map<String, Object> appointment = appointment(clinic, patient, start);
        appointment.put(
                "participant",
                participants(
                        "Patient/" + clinic.patients().get(patient),
                        "Practitioner/" + clinic.practitioners().get(practitioner)));
        return appointment;
    }

    static List<Map<String, Object>> participants(String... references) {
        List<Map<String, Object>> participants = new ArrayList<>();
        for (String reference : references) {
            participants.add(new HashMap<>(Map.of("actor", Map.of("reference", reference), "status", "accepted")));
        }
        return participants;
    }

    static Map<String, Object> parameters(Object... parameters) {
        return Map.of("resourceType", "Parameters", "parameter", List.of(parameters));
    }

    static Response create(Map<String, ?> appointment) {
        return partner().body(appointment).post(BASE);
    }

    /** The Appointment as it is read. */
    static Map<String, Object> read(String id) {
        return new HashMap<>(partner().get(BASE + "/" + id).jsonPath().getMap("$"));
    }

    static Response update(Map<String, ?> appointment) {
        return partner().body(appointment).put(BASE + "/" + appointment.get("id"));
    }

    /** What the Appointment is with another status, sent as a whole. */
    static Response update(String id, String status) {
        Map<String, Object> appointment = read(id);
        appointment.put("status", status);
        return update(appointment);
    }

    static Map<String, Object> cancelled(String id, String reason) {
        Map<String, Object> appointment = read(id);
        appointment.put("status", "cancelled");
        appointment.put("cancelationReason", reason(reason));
        return appointment;
    }

    static Map<String, Object> reason(String code) {
        return Map.of(
                "coding",
                List.of(Map.of(
                        "system",
                        "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason",
                        "code",
                        code)));
    }

    /** Code of what the request was refused with. */
    static String problem(Response refused) {
        return refused.jsonPath().getString("issue[0].details.coding[0].code");
    }
}
