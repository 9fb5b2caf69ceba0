package org.visita.audit.fhir;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.visita.audit.search.Interaction;
import org.visita.audit.search.TrailEntry;
import org.visita.contracts.Actor;

/**
 * Who took part: the client, the server, and the person if one asked for itself. BALP calls client and server by the
 * direction of what flows: who reads is the destination.
 */
@Singleton
class EventAgents {

    static final String SOURCE = "110153";
    static final String DESTINATION = "110152";

    private final FhirNames names;

    @Inject
    EventAgents(FhirNames names) {
        this.names = names;
    }

    void add(AuditEvent event, TrailEntry entry, Interaction interaction) {
        boolean reads = interaction == Interaction.READ;
        Actor actor = actor(entry.actor());
        boolean isPerson = actor != null && (actor.kind() == Actor.Kind.PATIENT || actor.kind() == Actor.Kind.STAFF);
        AuditEventAgentComponent client =
                event.addAgent().setType(dicom(reads ? DESTINATION : SOURCE)).setRequestor(!isPerson);
        if (actor == null) {
            client.getWho().setDisplay(entry.actor());
        } else if (!isPerson) {
            client.setWho(who(actor));
        }
        if (entry.address() != null) {
            client.getNetwork().setAddress(entry.address()).setType(AuditEventAgentNetworkType._2);
        }
        AuditEventAgentComponent server = event.addAgent()
                .setType(dicom(reads ? SOURCE : DESTINATION))
                .setRequestor(false)
                .setWho(new Reference()
                        .setIdentifier(identifier("service", entry.emitter()))
                        .setDisplay(entry.emitter()));
        server.getNetwork().setAddress(entry.emitter()).setType(AuditEventAgentNetworkType._1);
        if (isPerson) {
            event.addAgent()
                    .setType(participation(interaction))
                    .setRequestor(true)
                    .setWho(who(actor));
        }
    }

    /** Null too where the entry says what no service writes: somebody altered it, and the others have to be read as well. */
    private static Actor actor(String text) {
        try {
            return text == null ? null : Actor.parse(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private Reference who(Actor actor) {
        return actor.kind() == Actor.Kind.PATIENT
                ? new Reference("Patient/" + actor.id())
                : new Reference()
                        .setIdentifier(identifier(actor.kind().name(), actor.id()))
                        .setDisplay(actor.toString());
    }

    private Identifier identifier(String kind, String id) {
        return new Identifier().setSystem(names.identifiers(kind)).setValue(id);
    }

    private static CodeableConcept participation(Interaction interaction) {
        boolean writes = interaction == Interaction.CREATE || interaction == Interaction.UPDATE;
        return new CodeableConcept(
                writes
                        ? new Coding(FhirNames.PARTICIPATION, "AUT", "author (originator)")
                        : new Coding(FhirNames.PARTICIPATION, "IRCP", "information recipient"));
    }

    private static CodeableConcept dicom(String code) {
        return new CodeableConcept(
                new Coding(FhirNames.DICOM, code, code.equals(SOURCE) ? "Source Role ID" : "Destination Role ID"));
    }
}
