package org.visita.ehrsync.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;

/** The OperationOutcome of an EHR's answer, cut down to what may be kept with a dead letter. */
final class EhrOutcome {

    private static final int LONGEST_IN_BYTES = 16 * 1024;
    private static final int MOST_ISSUES = 20;
    private static final int FEW_ISSUES = 5;
    private static final int LONGEST_TEXT = 300;

    private EhrOutcome() {}

    /** As JSON; empty if the answer has none. */
    static Optional<String> in(String body) {
        if (!body.contains("OperationOutcome")) {
            return Optional.empty();
        }
        try {
            OperationOutcome outcome = FhirContext.forR4Cached()
                    .newJsonParser()
                    .setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors())
                    .parseResource(OperationOutcome.class, body);
            return Stream.of(MOST_ISSUES, FEW_ISSUES, 1)
                    .map(most -> cut(outcome, most))
                    .map(FhirContext.forR4Cached().newJsonParser()::encodeResourceToString)
                    .filter(json -> json.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IN_BYTES)
                    .findFirst();
        } catch (DataFormatException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** Without the rendering of what the issues say, without what nobody knows the size of. */
    private static OperationOutcome cut(OperationOutcome whole, int most) {
        OperationOutcome cut = new OperationOutcome();
        List<OperationOutcomeIssueComponent> issues = whole.getIssue();
        issues.stream().limit(most).forEach(issue -> {
            OperationOutcomeIssueComponent kept =
                    cut.addIssue().setSeverity(issue.getSeverity()).setCode(issue.getCode());
            kept.setDiagnostics(shortened(issue.getDiagnostics()));
            kept.getDetails().setText(shortened(issue.getDetails().getText()));
            issue.getDetails().getCoding().stream().limit(2).forEach(kept.getDetails()::addCoding);
            issue.getExpression().stream()
                    .limit(2)
                    .forEach(expression -> kept.addExpression(shortened(expression.getValue())));
            issue.getLocation().stream().limit(2).forEach(location -> kept.addLocation(shortened(location.getValue())));
        });
        return cut;
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + '…';
    }
}
