package org.visita.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonNode BOOKING = read("""
            {"resourceType": "CapabilityStatement", "id": "1", "name": "RestServer", "status": "active",
             "date": "2026-11-01T00:00:00Z", "publisher": "Visita", "kind": "instance",
             "software": {"name": "HAPI FHIR Server", "version": "8.8.0"},
             "implementation": {"description": "HAPI FHIR", "url": "http://booking:8082/fhir/R4"},
             "fhirVersion": "4.0.1", "format": ["application/fhir+json", "json"],
             "rest": [{"mode": "server", "security": {"description": "A bearer token"},
               "resource": [{"type": "Appointment", "interaction": [{"code": "read"}]}],
               "operation": [{"name": "hold"}]}]}""");

    private static final JsonNode PATIENT = read("""
            {"resourceType": "CapabilityStatement", "status": "active", "date": "2026-11-02T00:00:00Z",
             "kind": "instance", "fhirVersion": "4.0.1", "format": ["application/fhir+json", "xml"],
             "rest": [{"mode": "server",
               "resource": [{"type": "Patient"}, {"type": "Appointment", "profile": "not its own"}],
               "interaction": [{"code": "transaction"}]}]}""");

    @Test
    void has_the_resources_of_all_services_each_once_with_its_owner() {
        JsonNode resources = merge(BOOKING, PATIENT).at("/rest/0/resource");

        assertThat(resources.findValuesAsText("type")).containsExactly("Appointment", "Patient");
        assertThat(resources.get(0)).isEqualTo(BOOKING.at("/rest/0/resource/0"));
    }

    @Test
    void is_one_server_known_by_the_address_of_the_gateway() {
        JsonNode merged = merge(BOOKING, PATIENT);

        assertThat(merged.at("/software/name").asText()).isEqualTo("Visita");
        assertThat(merged.toString()).doesNotContain("HAPI", "booking:8082");
        assertThat(merged.at("/implementation/url").asText()).isEqualTo("https://visita.example/fhir/R4");
        assertThat(merged.path("date").asText()).isEqualTo("2026-11-02T00:00:00Z");
        assertThat(merged.path("format").valueStream().map(JsonNode::asText))
                .containsExactly("application/fhir+json", "json", "xml");
        assertThat(merged.path("rest")).hasSize(1);
    }

    @Test
    void offers_what_the_gateway_does_with_bundles_and_no_transactions() {
        JsonNode rest = merge(BOOKING, PATIENT).at("/rest/0");

        assertThat(rest.path("interaction").findValuesAsText("code")).containsExactly("batch");
        assertThat(rest.path("operation").findValuesAsText("name")).containsExactly("hold");
    }

    @Test
    void leaves_what_it_was_given_as_it_was() {
        JsonNode before = BOOKING.deepCopy();
        merge(BOOKING, PATIENT);

        assertThat(BOOKING).isEqualTo(before);
    }

    @Test
    void of_one_service_is_that_services() {
        assertThat(merge(BOOKING).at("/rest/0/resource")).isEqualTo(BOOKING.at("/rest/0/resource"));
    }

    private static JsonNode merge(JsonNode... statements) {
        return Capabilities.merge(List.of(statements), "https://visita.example/fhir/R4");
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
