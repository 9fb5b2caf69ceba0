package org.visita.fhirkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.Refusal;
import org.visita.kit.topics.EventJson;

/** A refusal as an OperationOutcome, the same that the kit writes without HAPI. */
final class Outcomes {

    private Outcomes() {}

    /**
     * @param expressions where the fields of the refusal stand in the resource
     * @param traceId goes into {@code diagnostics}, for support to find the request by
     */
    static OperationOutcome of(Refusal refusal, Map<String, String> expressions, String traceId) {
        OperationOutcome outcome = new OperationOutcome();
        if (refusal.errors().isEmpty()) {
            issue(outcome, refusal).setDiagnostics("traceId " + traceId);
        }
        for (FieldError error : refusal.errors()) {
            OperationOutcomeIssueComponent issue = issue(outcome, refusal).setDiagnostics(error.detail());
            String place = expressions.getOrDefault(error.pointer(), error.pointer());
            if (!place.isEmpty()) {
                issue.addExpression(place);
            }
        }
        // What may be asked for instead, one issue each: an OperationOutcome has no better place for it.
        refusal.alternatives().forEach(alternative -> outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDetails(coded("alternative").setText("This is free instead."))
                .setDiagnostics(new String(EventJson.write(alternative), StandardCharsets.UTF_8)));
        return outcome;
    }

    /** What a lenient search did not look at. */
    static OperationOutcome ignored(List<String> parameters) {
        OperationOutcome outcome = new OperationOutcome();
        parameters.forEach(name -> outcome.addIssue()
                .setSeverity(IssueSeverity.WARNING)
                .setCode(IssueType.NOTSUPPORTED)
                .setDetails(coded("parameter-ignored"))
                .setDiagnostics("This search parameter is not known here and was ignored.")
                .addExpression("?" + name));
        return outcome;
    }

    private static OperationOutcomeIssueComponent issue(OperationOutcome outcome, Refusal refusal) {
        return outcome.addIssue()
                .setSeverity(refusal.code().status() >= 500 ? IssueSeverity.FATAL : IssueSeverity.ERROR)
                .setCode(IssueType.fromCode(refusal.code().issueType()))
                .setDetails(coded(refusal.code().code()).setText(refusal.detail()));
    }

    private static CodeableConcept coded(String code) {
        CodeableConcept concept = new CodeableConcept();
        concept.addCoding().setSystem(OperationOutcomeJson.CODE_SYSTEM).setCode(code);
        return concept;
    }
}
