package org.visita.local.bench.sync;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.local.bench.EventSender;

/**
 * The Appointment of a booking that was just booked, as the service sends it: same content, written field by field. Knows
 * by heart what the EHR's ids are.
 */
final class BareAppointment {

    private static final String EXTENSIONS = "https://visita.example/fhir/StructureDefinition/";
    private static final String OURS = "https://visita.example/sid/";

    private BareAppointment() {}

    static byte[] of(BookingSnapshot booking) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
        try (JsonGenerator json = EventSender.JSON.createGenerator(bytes)) {
            write(booking, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(BookingSnapshot booking, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("resourceType", "Appointment");
        json.writeStringField("id", booking.id());
        json.writeArrayFieldStart("extension");
        json.writeStartObject();
        json.writeStringField("url", EXTENSIONS + "booking-version");
        json.writeNumberField("valueInteger", booking.version());
        json.writeEndObject();
        json.writeEndArray();
        json.writeArrayFieldStart("identifier");
        json.writeStartObject();
        json.writeStringField("use", "usual");
        json.writeStringField("system", OURS + "booking-id");
        json.writeStringField("value", booking.id());
        json.writeEndObject();
        json.writeEndArray();
        json.writeStringField("status", "booked");
        json.writeArrayFieldStart("serviceType");
        coded(json, SyncClinic.SERVICE_TYPE.system(), SyncClinic.SERVICE_TYPE.code());
        json.writeEndArray();
        json.writeFieldName("appointmentType");
        coded(json, "http://terminology.hl7.org/CodeSystem/v2-0276", "ROUTINE");
        json.writeStringField(
                "start", booking.start().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeStringField(
                "end", booking.end().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeNumberField(
                "minutesDuration",
                Duration.between(booking.start(), booking.end()).toMinutes());
        json.writeStringField(
                "created", booking.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeArrayFieldStart("participant");
        participant(json, "patient", "Patient", OURS + "patient-id", booking.patientId());
        participant(json, "practitioner", "Practitioner", SyncClinic.PRACTITIONERS_IN_EHR, booking.practitionerId());
        participant(json, "location", "Location", SyncClinic.LOCATIONS_IN_EHR, booking.locationId());
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void coded(JsonGenerator json, String system, String code) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("coding");
        json.writeStartObject();
        json.writeStringField("system", system);
        json.writeStringField("code", code);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void participant(JsonGenerator json, String role, String type, String system, String id)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("extension");
        json.writeStartObject();
        json.writeStringField("url", EXTENSIONS + "participant-role");
        json.writeStringField("valueCode", role);
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectFieldStart("actor");
        json.writeStringField("reference", type + "/" + id);
        json.writeStringField("type", type);
        json.writeObjectFieldStart("identifier");
        json.writeStringField("system", system);
        json.writeStringField("value", id);
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("status", "accepted");
        json.writeEndObject();
    }
}
