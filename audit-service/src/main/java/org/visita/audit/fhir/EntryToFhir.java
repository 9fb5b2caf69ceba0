package org.visita.audit.fhir;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Date;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.visita.audit.search.Interaction;
import org.visita.audit.search.TrailEntry;

/** An entry of the trail as an AuditEvent, in the shape of IHE's Basic Audit Log Patterns (BALP). */
@Singleton
class EntryToFhir {

    private final FhirNames names;
    private final EventAgents agents;
    private final EventEntities entities;

    @Inject
    EntryToFhir(FhirNames names, EventAgents agents, EventEntities entities) {
        this.names = names;
        this.agents = agents;
        this.entities = entities;
    }

    AuditEvent event(TrailEntry entry) {
        Interaction interaction = Interaction.of(entry.action());
        AuditEvent event = new AuditEvent();
        event.setId(entry.id().toString());
        event.getMeta().setLastUpdatedElement(micros(entry.recordedAt()));
        event.setType(new Coding(FhirNames.EVENT_TYPES, "rest", "Restful Operation"));
        event.addSubtype(new Coding(FhirNames.INTERACTIONS, code(interaction), code(interaction)));
        event.addSubtype(new Coding(names.actions(), entry.action(), null));
        event.setAction(action(interaction));
        event.setRecordedElement(micros(entry.occurredAt()));
        event.setOutcome(outcome(entry.outcome()));
        event.setOutcomeDesc(entry.code());
        agents.add(event, entry, interaction);
        event.getSource()
                .setSite(entry.process())
                .setObserver(new Reference()
                        .setIdentifier(new org.hl7.fhir.r4.model.Identifier()
                                .setSystem(names.identifiers("service"))
                                .setValue(entry.emitter()))
                        .setDisplay(entry.emitter()))
                .addType(new Coding(FhirNames.SOURCE_TYPES, "4", "Application Server"));
        entities.add(event, entry, interaction);
        BalpProfiles.of(event, interaction).ifPresent(event.getMeta()::addProfile);
        return event;
    }

    /** FHIR R4, codesystem restful-interaction. */
    static String code(Interaction interaction) {
        return switch (interaction) {
            case READ -> "read";
            case SEARCH -> "search";
            case CREATE -> "create";
            case UPDATE -> "update";
            case DELETE -> "delete";
            case OPERATION -> "operation";
        };
    }

    /** DICOM has no letter for a search: BALP calls it an execution. */
    static AuditEventAction action(Interaction interaction) {
        return switch (interaction) {
            case READ -> AuditEventAction.R;
            case CREATE -> AuditEventAction.C;
            case UPDATE -> AuditEventAction.U;
            case DELETE -> AuditEventAction.D;
            case SEARCH, OPERATION -> AuditEventAction.E;
        };
    }

    static AuditEventOutcome outcome(String outcome) {
        return switch (outcome) {
            case "succeeded" -> AuditEventOutcome._0;
            case "refused" -> AuditEventOutcome._4;
            default -> AuditEventOutcome._8;
        };
    }

    /** As exact as it was recorded: FHIR's Date ends at milliseconds, its text does not. */
    private static InstantType micros(java.time.Instant at) {
        InstantType instant = new InstantType(Date.from(at));
        instant.setValueAsString(at.toString());
        return instant;
    }
}
