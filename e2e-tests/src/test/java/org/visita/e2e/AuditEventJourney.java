package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.junit.jupiter.api.Test;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.LocalStack;

/** The trail as FHIR AuditEvents, through the gateway, read by a client that knows FHIR and nothing of Visita. */
class AuditEventJourney {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String KEYS = "https://visita.example/sid/key";

    private final LocalStack stack = TestStack.get();
    private final Gateway admin = new Gateway(stack.gateway(), stack.secrets().adminKey());
    private final TrailDesk trail =
            new TrailDesk(stack.gateway(), stack.secrets().adminKey());
    private final FhirContext fhir = FhirContext.forR4();

    @Test
    void who_did_what_to_a_patient_is_found_by_agent_and_by_patient() {
        String patient = newPatient();
        JsonNode key = TrailCaller.newKey(admin, 50, "patients:read");
        String keyId = key.path("id").asText();
        new Gateway(stack.gateway(), key.path("key").asText()).get("/v1/patients/" + patient, Map.of());

        await().atMost(SOON).untilAsserted(() -> assertThat(search("agent:identifier=" + encoded(KEYS + "|" + keyId)))
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.getAction()).isEqualTo(AuditEventAction.R);
                    assertThat(read.getOutcome()).isEqualTo(AuditEventOutcome._0);
                    assertThat(read.getType().getCode()).isEqualTo("rest");
                    assertThat(read.getAgent())
                            .anyMatch(agent ->
                                    agent.getWho().getIdentifier().getValue().equals(keyId));
                    assertThat(read.getEntity()).anyMatch(entity -> ("Patient/" + patient)
                            .equals(entity.getWhat().getReference()));
                }));
        assertThat(search("patient=Patient/" + patient))
                .extracting(AuditEvent::getAction)
                .contains(AuditEventAction.C, AuditEventAction.R);
        assertThat(search("patient=Patient/" + patient + "&action=C"))
                .allMatch(event -> event.getAction() == AuditEventAction.C);
        AuditEvent first = search("patient=Patient/" + patient).getFirst();
        AuditEvent alone = fhir.newJsonParser()
                .parseResource(
                        AuditEvent.class,
                        trail.text("/fhir/R4/AuditEvent/" + first.getIdElement().getIdPart(), "application/fhir+json"));
        assertThat(alone.getIdElement().getIdPart())
                .isEqualTo(first.getIdElement().getIdPart());
        // An answer may say more of where it came from than an entry of a Bundle; what it says of the act is the same.
        alone.setIdElement(first.getIdElement()).setMeta(first.getMeta());
        assertThat(fhir.newJsonParser().encodeResourceToString(alone))
                .isEqualTo(fhir.newJsonParser().encodeResourceToString(first));
    }

    private List<AuditEvent> search(String query) {
        Bundle found = fhir.newJsonParser()
                .parseResource(
                        Bundle.class, trail.text("/fhir/R4/AuditEvent?_count=50&" + query, "application/fhir+json"));
        return found.getEntry().stream()
                .filter(entry -> entry.getSearch().getMode() == SearchEntryMode.MATCH)
                .map(entry -> (AuditEvent) entry.getResource())
                .toList();
    }

    private String newPatient() {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("givenName", "Recorded")
                .put("familyName", "Person")
                .put("birthDate", "1954-05-30")
                .put("gender", "female");
        return admin.post("/v1/patients", body, UUID.randomUUID().toString())
                .path("id")
                .asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
