package org.visita.audit.fhir;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.visita.audit.search.Interaction;
import org.visita.audit.search.TrailEntry;

/** What it was done to: the record, the patient whom it is about, and the request that it was part of. */
@Singleton
class EventEntities {

    private final FhirNames names;

    @Inject
    EventEntities(FhirNames names) {
        this.names = names;
    }

    void add(AuditEvent event, TrailEntry entry, Interaction interaction) {
        data(event, entry, interaction);
        if (entry.person() != null) {
            patient(event, entry);
        }
        if (entry.requestId() != null) {
            event.addEntity()
                    .setType(new Coding(FhirNames.BALP_ENTITY_TYPES, "XrequestId", null))
                    .setWhat(new Reference().setIdentifier(new Identifier().setValue(entry.requestId())));
        }
        if (entry.traceId() != null) {
            event.addEntity()
                    .setType(new Coding(names.entityTypes(), "trace-id", null))
                    .setWhat(new Reference().setIdentifier(new Identifier().setValue(entry.traceId())));
        }
    }

    private void data(AuditEvent event, TrailEntry entry, Interaction interaction) {
        AuditEventEntityComponent data = event.addEntity()
                .setType(new Coding(FhirNames.ENTITY_TYPES, "2", "System Object"))
                .setName(entry.resourceType());
        if (interaction == Interaction.SEARCH) {
            data.setRole(new Coding(FhirNames.OBJECT_ROLES, "24", "Query"))
                    .setDescription("What was searched by is not recorded: it may tell of people.");
        } else {
            data.setRole(new Coding(FhirNames.OBJECT_ROLES, "4", "Domain Resource"));
        }
        if (entry.resourceId() != null) {
            data.setWhat(record(entry.resourceType(), entry.resourceId()));
        }
        data.addDetail().setType("durationMillis").setValue(new StringType(Long.toString(entry.durationMillis())));
    }

    private Reference record(String type, String id) {
        String resource = FhirNames.resource(type);
        return resource == null
                ? new Reference()
                        .setIdentifier(new Identifier()
                                .setSystem(names.identifiers(type))
                                .setValue(id))
                : new Reference(resource + "/" + id);
    }

    private void patient(AuditEvent event, TrailEntry entry) {
        AuditEventEntityComponent patient = event.addEntity()
                .setType(new Coding(FhirNames.ENTITY_TYPES, "1", "Person"))
                .setRole(new Coding(FhirNames.OBJECT_ROLES, "1", "Patient"));
        if (entry.patientId() != null) {
            patient.setWhat(new Reference("Patient/" + entry.patientId()));
        } else {
            // Who it was is gone; that it was one and the same person is not.
            patient.setWhat(new Reference()
                            .setType("Patient")
                            .setIdentifier(new Identifier()
                                    .setSystem(names.persons())
                                    .setValue(entry.person().toString())))
                    .addDetail()
                    .setType("erased")
                    .setValue(new StringType("true"));
        }
    }
}
