package org.visita.audit.fhir;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Names that stand in AuditEvents: of the standards, and of Visita. */
@Singleton
class FhirNames {

    static final String EVENT_TYPES = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    static final String INTERACTIONS = "http://hl7.org/fhir/restful-interaction";
    static final String OUTCOMES = "http://terminology.hl7.org/CodeSystem/audit-event-outcome";
    static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    static final String SOURCE_TYPES = "http://terminology.hl7.org/CodeSystem/security-source-type";
    static final String ENTITY_TYPES = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    static final String OBJECT_ROLES = "http://terminology.hl7.org/CodeSystem/object-role";

    /** IHE Basic Audit Log Patterns, 1.1. */
    static final String BALP = "https://profiles.ihe.net/ITI/BALP/";

    static final String BALP_PROFILES = BALP + "StructureDefinition/IHE.BasicAudit.";
    static final String BALP_ENTITY_TYPES = BALP + "CodeSystem/BasicAuditEntityType";

    /** Ours to FHIR's; a type that is not here has no resource, and is named by an identifier. */
    private static final Map<String, String> RESOURCES = Map.of(
            "Booking", "Appointment",
            "Patient", "Patient",
            "Practitioner", "Practitioner",
            "Location", "Location",
            "AuditEntry", "AuditEvent");

    private final String base;

    @Inject
    FhirNames(
            @ConfigProperty(name = "visita.identifiers.base", defaultValue = "https://visita.example/sid")
                    String base) {
        this.base = base;
    }

    /** Code system of our actions, {@code booking.cancel}. */
    String actions() {
        return base + "/audit-action";
    }

    /** Code system of what else an entity can be here. */
    String entityTypes() {
        return base + "/audit-entity-type";
    }

    /** Identifier system of pseudonyms, by which entries of one person belong together when it was erased. */
    String persons() {
        return base + "/audit-person";
    }

    /** Identifier system of what has no FHIR resource: {@code .../visit-type} for VisitType, {@code .../key} for Key. */
    String identifiers(String type) {
        return base + "/" + type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The type whose identifier system this is. */
    Optional<String> typeOf(String system) {
        if (!system.startsWith(base + "/")) {
            return Optional.empty();
        }
        String type = Stream.of(system.substring(base.length() + 1).split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return identifiers(type).equals(system) ? Optional.of(type) : Optional.empty();
    }

    /** Null if FHIR has none of it here. */
    static String resource(String ours) {
        return RESOURCES.get(ours);
    }

    /** Null if none of ours is that. */
    static String ours(String resource) {
        return RESOURCES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(resource))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
