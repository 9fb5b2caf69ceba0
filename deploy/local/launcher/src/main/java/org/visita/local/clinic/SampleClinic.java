package org.visita.local.clinic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.local.stack.LocalStack;

/**
 * A small clinic with two locations, loaded through the public API like any other, and once: what stands is kept in
 * {@code clinic.json}, and a load that was interrupted goes on where it was. Everybody in it is made up.
 */
public final class SampleClinic {

    private static final List<String> SCOPES = List.of(
            "slots:read",
            "catalog:read",
            "bookings:read",
            "bookings:write",
            "patients:read",
            "patients:write",
            "sync:read",
            "audit:read");

    private final ClinicFile file;
    private final Gateway admin;
    private final Ehr ehr;
    private final String ehrAddress;
    private final String clinic;

    public SampleClinic(LocalStack stack) {
        file = ClinicFile.read(stack.home());
        admin = new Gateway(stack.gateway(), stack.secrets().adminKey());
        ehr = new Ehr(stack.ehr());
        ehrAddress = stack.ehr().toString();
        clinic = stack.secrets().clinic();
    }

    /** Loads what is missing. */
    public void load() {
        SampleData.LOCATIONS.forEach(this::location);
        SampleData.PRACTITIONERS.forEach(this::practitioner);
        SampleData.VISIT_TYPES.forEach(this::visitType);
        SampleData.PATIENTS.forEach(this::patient);
        file.once("connection", this::connection);
        file.once("apiKey", this::newApiKey);
    }

    /** The integration's key, which books. */
    public String apiKey() {
        return file.id("apiKey").orElseThrow();
    }

    public List<String> patients() {
        return file.all("patient/");
    }

    /** The practitioner that the sample clinician is. */
    public String clinician() {
        return file.id("practitioner/" + SampleData.PRACTITIONERS.getFirst().number())
                .orElseThrow();
    }

    /** The id of the visit type that every practitioner offers. */
    public String consultation() {
        return file.id("visit-type/" + SampleData.VISIT_TYPES.getFirst().code()).orElseThrow();
    }

    private void location(SampleData.Place place) {
        ObjectNode there = object().put("resourceType", "Location").put("name", place.name());
        ehr.createOnce(there.put("status", "active"), SampleData.LOCATION_ID, place.number());
        ObjectNode body = object().put("name", place.name()).put("zone", SampleData.ZONE);
        identifier(body, SampleData.LOCATION_ID, place.number());
        String id = create("location/" + place.number(), "/v1/locations", body);
        for (String room : place.rooms()) {
            ObjectNode roomBody = object().put("name", room).put("locationId", id);
            create("room/" + place.number() + "/" + room, "/v1/rooms", roomBody);
        }
    }

    private void practitioner(SampleData.Doctor doctor) {
        ObjectNode there = object().put("resourceType", "Practitioner").put("active", true);
        ObjectNode name = there.putArray("name").addObject().put("family", doctor.familyName());
        name.putArray("given").add(doctor.givenName());
        ehr.createOnce(there, SampleData.PRACTITIONER_ID, doctor.number());

        ObjectNode body = object().put("name", doctor.name());
        identifier(body, SampleData.PRACTITIONER_ID, doctor.number());
        body.putArray("specialties").add(doctor.specialty());
        body.putArray("languages").add("en").add(doctor.language());
        String id = create("practitioner/" + doctor.number(), "/v1/practitioners", body);

        ObjectNode hours = object().put("practitionerId", id)
                .put("locationId", file.id("location/" + doctor.location()).orElseThrow());
        var windows = hours.putArray("windows");
        for (String day : doctor.days()) {
            windows.addObject().put("day", day).put("start", "08:00").put("end", "12:30");
            windows.addObject().put("day", day).put("start", "13:30").put("end", "17:00");
        }
        create("schedule/" + doctor.number(), "/v1/schedules", hours);
    }

    private void visitType(SampleData.Visit visit) {
        ObjectNode body = object().put("name", visit.name())
                .put("duration", visit.duration())
                .put("slotInterval", "PT15M")
                .put("bufferAfter", visit.bufferAfter())
                .put("requiresRoom", visit.requiresRoom());
        body.putObject("serviceType").put("system", SampleData.SERVICE_TYPE).put("code", visit.serviceType());
        create("visit-type/" + visit.code(), "/v1/visit-types", body);
    }

    private void patient(SampleData.Person person) {
        ObjectNode body = object().put("givenName", person.givenName())
                .put("familyName", person.familyName())
                .put("birthDate", person.birthDate())
                .put("gender", person.gender())
                .put("phone", person.phone())
                .put("email", person.email())
                .put("language", "en");
        identifier(body, SampleData.PATIENT_ID, person.number());
        create("patient/" + person.number(), "/v1/patients", body);
    }

    private String connection() {
        try {
            ObjectNode body = object().put("name", "The clinic's EHR").put("baseUrl", ehrAddress);
            return admin.post("/v1/connections", body, idempotencyKey("connection"))
                    .path("id")
                    .asText();
        } catch (GatewayProblem problem) {
            if (!problem.code().equals("connection-exists")) throw problem;
            return admin.get("/v1/connections", Map.of()).at("/items/0/id").asText();
        }
    }

    /**
     * A key is told once. Where the answer to an earlier load was lost, its key can be used by nobody; it is disabled, and
     * another takes its place.
     */
    private String newApiKey() {
        String label = "Sample integration";
        for (JsonNode key : admin.get("/v1/keys", Map.of("limit", "100")).path("items")) {
            boolean orphan = key.path("label").asText().equals(label)
                    && key.path("status").asText().equals("active");
            if (orphan) {
                String id = key.path("id").asText();
                admin.post("/v1/keys/" + id + "/disable", object(), idempotencyKey("disable/" + id));
            }
        }
        ObjectNode body = object().put("label", label);
        SCOPES.forEach(body.putArray("scopes")::add);
        // Generous: this key is for trying things out, and for load.
        body.putObject("limits").put("perSecond", 500).put("perMinute", 20_000);
        return admin.post("/v1/keys", body, UUID.randomUUID().toString())
                .path("key")
                .asText();
    }

    private String create(String name, String path, ObjectNode body) {
        return file.once(
                name,
                () -> admin.post(path, body, idempotencyKey(name)).path("id").asText());
    }

    /** The same for the same thing of the same clinic, so that a POST whose answer was lost can be repeated. */
    private String idempotencyKey(String name) {
        return UUID.nameUUIDFromBytes((clinic + "/" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static void identifier(ObjectNode body, String system, String value) {
        body.putArray("identifiers").addObject().put("system", system).put("value", value);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
