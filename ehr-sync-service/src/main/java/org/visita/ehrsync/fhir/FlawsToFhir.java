package org.visita.ehrsync.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** What the validator found as a FHIR R4 OperationOutcome: dead letters show it as they show an EHR's. */
final class FlawsToFhir {

    private FlawsToFhir() {}

    static String outcome(List<Flaw> flaws) {
        OperationOutcome outcome = new OperationOutcome();
        for (Flaw flaw : flaws) {
            outcome.addIssue()
                    .setSeverity(IssueSeverity.ERROR)
                    .setCode(IssueType.INVALID)
                    .setDiagnostics(flaw.rule() + ": " + flaw.text())
                    .addExpression(flaw.path());
        }
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(outcome);
    }
}
