package org.visita.audit.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.time.Instant;
import java.util.UUID;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.audit.search.TrailEntry;

class EntryToFhirTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final FhirValidator VALIDATOR = FHIR.newValidator()
            .registerValidatorModule(new FhirInstanceValidator(new ValidationSupportChain(
                    new DefaultProfileValidationSupport(FHIR),
                    new CommonCodeSystemsTerminologyService(FHIR),
                    new InMemoryTerminologyServerValidationSupport(FHIR))));

    private static final String KEY = "key:3fXk9QpL2aZb";
    private static final String PATIENT = "018f0000-0000-7000-8000-000000000002";

    private final FhirNames names = new FhirNames("https://visita.example/sid");
    private final EntryToFhir toFhir = new EntryToFhir(names, new EventAgents(names), new EventEntities(names));

    @ParameterizedTest
    @CsvSource({
        "booking.read,        R, read,      PatientRead",
        "booking.create,      C, create,    PatientCreate",
        "booking.cancel,      U, update,    PatientUpdate",
        "visit-type.delete,   D, delete,    ",
        "slot.search,         E, search,    ",
        "connection.test,     E, operation, ",
        "booking.cancelled,   U, update,    PatientUpdate",
        "without-a-verb,      E, operation, ",
    })
    void an_act_says_what_it_did_as_balp_says_it(String action, String letter, String interaction, String profile) {
        AuditEvent event = toFhir.event(entry(KEY, action, "succeeded", PATIENT, false));

        assertThat(event.getAction()).isEqualTo(AuditEventAction.fromCode(letter));
        assertThat(event.getType().getCode()).isEqualTo("rest");
        assertThat(event.getSubtype().getFirst().getCode()).isEqualTo(interaction);
        assertThat(event.getSubtype().getLast().getCode()).isEqualTo(action);
        assertThat(event.getMeta().getProfile().stream()
                        .map(one -> one.getValue().replaceAll(".*\\.", "")))
                .isEqualTo(profile == null ? java.util.List.of() : java.util.List.of(profile));
        assertValid(event);
    }

    @ParameterizedTest
    @CsvSource({"succeeded, 0", "refused, 4", "failed, 8"})
    void an_outcome_has_fhirs_weight(String outcome, String code) {
        AuditEvent event = toFhir.event(entry(KEY, "booking.read", outcome, null, false));
        assertThat(event.getOutcome()).isEqualTo(AuditEventOutcome.fromCode(code));
        assertThat(event.getOutcomeDesc()).isEqualTo(outcome.equals("succeeded") ? null : "slot-taken");
        assertThat(event.getMeta().hasProfile()).isEqualTo(outcome.equals("succeeded"));
        assertValid(event);
    }

    @Test
    void a_key_is_the_client_with_its_address_and_reads_to_itself() {
        AuditEvent event = toFhir.event(entry(KEY, "booking.read", "succeeded", null, false));

        AuditEventAgentComponent client = event.getAgent().getFirst();
        assertThat(client.getRequestor()).isTrue();
        assertThat(client.getType().getCodingFirstRep().getCode()).isEqualTo(EventAgents.DESTINATION);
        assertThat(client.getWho().getIdentifier().getSystem()).isEqualTo("https://visita.example/sid/key");
        assertThat(client.getWho().getIdentifier().getValue()).isEqualTo("3fXk9QpL2aZb");
        assertThat(client.getNetwork().getAddress()).isEqualTo("203.0.113.7");
        assertThat(client.getNetwork().getType().toCode()).isEqualTo("2");
        assertThat(event.getAgent().getLast().getWho().getIdentifier().getValue())
                .isEqualTo("gateway");
        assertThat(event.getSource().getObserver().getIdentifier().getValue()).isEqualTo("gateway");
    }

    @Test
    void who_asks_for_itself_is_an_agent_besides_its_client() {
        AuditEvent staff = toFhir.event(entry("staff:some-one", "booking.create", "succeeded", PATIENT, false));
        assertThat(staff.getAgent()).hasSize(3);
        assertThat(staff.getAgent().getFirst().getRequestor()).isFalse();
        assertThat(staff.getAgent().getLast().getRequestor()).isTrue();
        assertThat(staff.getAgent().getLast().getWho().getIdentifier().getSystem())
                .isEqualTo("https://visita.example/sid/staff");
        assertThat(staff.getMeta().hasProfile()).isFalse();
        assertValid(staff);

        AuditEvent patient = toFhir.event(entry("patient:" + PATIENT, "booking.read", "succeeded", PATIENT, false));
        assertThat(patient.getAgent().getLast().getWho().getReference()).isEqualTo("Patient/" + PATIENT);
        assertValid(patient);

        AuditEvent nobody = toFhir.event(entry(null, "access.refused", "refused", null, false));
        assertThat(nobody.getAgent().getFirst().hasWho()).isFalse();
        assertThat(nobody.getAgent().getFirst().getRequestor()).isTrue();
        assertValid(nobody);
    }

    @Test
    void an_actor_that_no_service_writes_stands_there_as_it_is() {
        AuditEvent event = toFhir.event(entry("somebody", "booking.read", "succeeded", PATIENT, false));
        assertThat(event.getAgent().getFirst().getWho().getDisplay()).isEqualTo("somebody");
        assertThat(event.getMeta().hasProfile()).isFalse();
        assertValid(event);
    }

    @Test
    void entities_are_the_record_the_patient_and_the_request() {
        AuditEvent event = toFhir.event(entry(KEY, "booking.cancel", "succeeded", PATIENT, false));

        assertThat(event.getEntity()).hasSize(4);
        AuditEventEntityComponent data = event.getEntity().getFirst();
        assertThat(data.getWhat().getReference()).isEqualTo("Appointment/018f0000-0000-7000-8000-000000000001");
        assertThat(data.getRole().getCode()).isEqualTo("4");
        AuditEventEntityComponent patient = event.getEntity().get(1);
        assertThat(patient.getType().getCode()).isEqualTo("1");
        assertThat(patient.getRole().getCode()).isEqualTo("1");
        assertThat(patient.getWhat().getReference()).isEqualTo("Patient/" + PATIENT);
        AuditEventEntityComponent request = event.getEntity().get(2);
        assertThat(request.getType().getSystem()).isEqualTo(FhirNames.BALP_ENTITY_TYPES);
        assertThat(request.getType().getCode()).isEqualTo("XrequestId");
        assertThat(request.getWhat().getIdentifier().getValue()).isEqualTo("request-1");
        assertThat(event.getEntity().getLast().getWhat().getIdentifier().getValue())
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void of_who_was_erased_only_the_pseudonym_is_left() {
        AuditEvent event = toFhir.event(entry(KEY, "booking.cancel", "succeeded", null, true));
        AuditEventEntityComponent patient = event.getEntity().get(1);
        assertThat(patient.getWhat().getReference()).isNull();
        assertThat(patient.getWhat().getType()).isEqualTo("Patient");
        assertThat(patient.getWhat().getIdentifier().getSystem()).isEqualTo("https://visita.example/sid/audit-person");
        assertThat(patient.getDetailFirstRep().getType()).isEqualTo("erased");
        assertValid(event);
    }

    @Test
    void what_fhir_has_no_resource_for_has_an_identifier() {
        TrailEntry key = entry(KEY, "visit-type.create", "succeeded", null, false);
        AuditEvent event = toFhir.event(new TrailEntry(
                key.id(),
                1,
                key.occurredAt(),
                key.recordedAt(),
                KEY,
                key.action(),
                "VisitType",
                "some-type",
                null,
                null,
                false,
                "succeeded",
                null,
                null,
                null,
                null,
                3,
                "availability-service",
                "p",
                1));
        assertThat(event.getEntityFirstRep().getWhat().getIdentifier().getSystem())
                .isEqualTo("https://visita.example/sid/visit-type");
        assertThat(names.typeOf("https://visita.example/sid/visit-type")).contains("VisitType");
        assertThat(event.getMeta().hasProfile()).as("without an address").isFalse();
        assertValid(event);
    }

    @Test
    void times_are_as_exact_as_they_were_recorded() {
        String json =
                FHIR.newJsonParser().encodeResourceToString(toFhir.event(entry(KEY, "a.read", "failed", null, false)));
        assertThat(json)
                .contains("\"recorded\":\"2026-03-02T12:00:00.123456Z\"")
                .contains("\"lastUpdated\":\"2026-03-02T12:00:01.654321Z\"");
    }

    private static TrailEntry entry(String actor, String action, String outcome, String patient, boolean erased) {
        return new TrailEntry(
                UUID.fromString("018f0000-0000-7000-8000-000000000009"),
                17,
                Instant.parse("2026-03-02T12:00:00.123456Z"),
                Instant.parse("2026-03-02T12:00:01.654321Z"),
                actor,
                action,
                "Booking",
                "018f0000-0000-7000-8000-000000000001",
                patient,
                patient == null && !erased ? null : UUID.fromString("018f0000-0000-7000-8000-000000000003"),
                erased,
                outcome,
                outcome.equals("succeeded") ? null : "slot-taken",
                "203.0.113.7",
                "request-1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                12,
                "gateway",
                "a-process",
                4);
    }

    /** Against the core profile; BALP's own are not at hand without a network. */
    private static void assertValid(AuditEvent event) {
        AuditEvent core = event.copy();
        core.setMeta(null);
        assertThat(VALIDATOR
                        .validateWithResult(FHIR.newJsonParser().encodeResourceToString(core))
                        .getMessages())
                .filteredOn(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .isEmpty();
    }
}
