package org.visita.local.clinic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The clinic's EHR, talked to directly over FHIR R4 as any of its other users would. */
public final class Ehr {

    /** Our booking's id as an identifier of the EHR's Appointment. */
    public static final String BOOKING_ID = "https://visita.example/sid/booking-id";

    /** The booking's version as an extension of the Appointment. */
    public static final String BOOKING_VERSION = "https://visita.example/fhir/StructureDefinition/booking-version";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI base;

    public Ehr(URI base) {
        this.base = base;
    }

    /** The Appointments of one booking: none yet, one, or more where something is wrong. */
    public List<JsonNode> appointments(String bookingId) {
        return search("Appointment", BOOKING_ID, bookingId);
    }

    /** The Appointments of all bookings, one by one: there may be more than fit into memory. */
    public void eachAppointment(Consumer<JsonNode> found) {
        search("Appointment", BOOKING_ID, "", found);
    }

    /** What carries this identifier. */
    public List<JsonNode> search(String type, String system, String value) {
        List<JsonNode> found = new ArrayList<>();
        search(type, system, value, found::add);
        return found;
    }

    /** An empty value stands for every value of the system. */
    private void search(String type, String system, String value, Consumer<JsonNode> found) {
        String token = URLEncoder.encode(system + "|" + value, StandardCharsets.UTF_8);
        String next = base + "/" + type + "?_count=200&identifier=" + token;
        while (next != null) {
            // A FHIR server may answer a search from a result that is a minute old, unless it is told not to.
            JsonNode bundle = send(HttpRequest.newBuilder(URI.create(next))
                    .header("Cache-Control", "no-cache")
                    .GET());
            bundle.path("entry").forEach(entry -> found.accept(entry.path("resource")));
            next = link(bundle, "next");
        }
    }

    /** Creates the resource unless one with this identifier is there; returns the one that then is. */
    public JsonNode createOnce(ObjectNode resource, String system, String value) {
        String type = resource.path("resourceType").asText();
        resource.withArray("identifier").addObject().put("system", system).put("value", value);
        return send(HttpRequest.newBuilder(URI.create(base + "/" + type))
                .header("Content-Type", "application/fhir+json")
                .header("If-None-Exist", "identifier=" + system + "|" + value)
                .POST(BodyPublishers.ofString(resource.toString())));
    }

    public void delete(JsonNode resource) {
        send(HttpRequest.newBuilder(address(resource)).DELETE());
    }

    /** Where the resource can be read. */
    public URI address(JsonNode resource) {
        return URI.create(base + "/" + resource.path("resourceType").asText() + "/"
                + resource.path("id").asText());
    }

    /** The booking version that an Appointment carries; 0 if none. */
    public static long bookingVersion(JsonNode appointment) {
        for (JsonNode extension : appointment.path("extension")) {
            if (extension.path("url").asText().equals(BOOKING_VERSION)) {
                return extension.path("valueInteger").asLong();
            }
        }
        return 0;
    }

    /** The booking that an Appointment stands for; empty if none of ours. */
    public static String bookingId(JsonNode appointment) {
        for (JsonNode identifier : appointment.path("identifier")) {
            if (identifier.path("system").asText().equals(BOOKING_ID)) {
                return identifier.path("value").asText();
            }
        }
        return "";
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(TIMEOUT)
                .header("Accept", "application/fhir+json")
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) return JSON.readTree(response.body());
            throw new IllegalStateException("The EHR answered " + response.statusCode() + " to " + request.method()
                    + " " + request.uri().getPath() + ": "
                    + JSON.readTree(response.body()).at("/issue/0/diagnostics").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("The EHR does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String link(JsonNode bundle, String relation) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals(relation))
                return link.path("url").asText();
        }
        return null;
    }
}
