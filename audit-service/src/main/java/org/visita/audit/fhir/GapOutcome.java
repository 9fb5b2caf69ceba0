package org.visita.audit.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.visita.audit.search.Gap;
import org.visita.kit.problem.OperationOutcomeJson;

/** Says in the answer to a search what is missing from it. */
final class GapOutcome {

    /** Has its section in {@code docs/problems.md}, though nobody is refused with it. */
    static final String CODE = "audit-gap";

    private GapOutcome() {}

    /** Null if nothing is. */
    static OperationOutcome of(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return null;
        }
        OperationOutcome outcome = new OperationOutcome();
        gaps.forEach(gap -> outcome.addIssue()
                .setSeverity(IssueSeverity.WARNING)
                .setCode(IssueType.INCOMPLETE)
                .setDetails(new CodeableConcept(new Coding(OperationOutcomeJson.CODE_SYSTEM, CODE, null))
                        .setText("Entries are lost that may have been among these."))
                .setDiagnostics("Numbers " + gap.first() + " to " + gap.last() + " of " + gap.emitter() + ", process "
                        + gap.process() + (gap.after() == null ? "" : ", after " + gap.after()) + ", before "
                        + gap.before()));
        return outcome;
    }
}
