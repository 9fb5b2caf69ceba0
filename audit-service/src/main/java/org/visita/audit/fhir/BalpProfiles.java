package org.visita.audit.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.visita.audit.search.Interaction;

/**
 * Which of BALP's profiles an AuditEvent fulfils. They are for what succeeded, and ask for the client's identity and
 * address, and for the record's: none is named where one of these is not known. That of searches asks for the query,
 * which is not recorded.
 */
final class BalpProfiles {

    private BalpProfiles() {}

    static Optional<String> of(AuditEvent event, Interaction interaction) {
        String name =
                switch (interaction) {
                    case READ -> "Read";
                    case CREATE -> "Create";
                    case UPDATE -> "Update";
                    case SEARCH, DELETE, OPERATION -> null;
                };
        boolean fulfils = name != null
                && event.getOutcome() == AuditEventOutcome._0
                && event.getAgent().size() == 2
                && event.getAgent().stream().allMatch(BalpProfiles::isWhole)
                && event.getEntityFirstRep().hasWhat();
        return fulfils
                ? Optional.of(FhirNames.BALP_PROFILES + (isOfPatient(event) ? "Patient" : "") + name)
                : Optional.empty();
    }

    private static boolean isWhole(AuditEventAgentComponent agent) {
        return agent.hasNetwork()
                && (agent.getWho().hasIdentifier() || agent.getWho().hasReference());
    }

    private static boolean isOfPatient(AuditEvent event) {
        return event.getEntity().stream().anyMatch(BalpProfiles::isPatient);
    }

    private static boolean isPatient(AuditEventEntityComponent entity) {
        return "1".equals(entity.getType().getCode());
    }
}
