package org.visita.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/** The same refusal as FHIR R4 says it. Written by hand, because services without FHIR resources answer with it too. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OperationOutcomeJson(String resourceType, List<Issue> issue) {

    public static final String MEDIA_TYPE = "application/fhir+json";

    /** Code system of the closed list of refusals. */
    public static final String CODE_SYSTEM = "https://visita.example/fhir/CodeSystem/problem";

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Issue(
            String severity, String code, CodeableConcept details, String diagnostics, List<String> expression) {}

    public record CodeableConcept(List<Coding> coding, String text) {}

    public record Coding(String system, String code) {}

    /** The code of the closed list that this says. */
    public String problemCode() {
        return issue.getFirst().details().coding().getFirst().code();
    }

    /** @param traceId goes into {@code diagnostics}, for support to find the request by */
    public static OperationOutcomeJson of(Refusal refusal, String traceId) {
        String severity = refusal.code().status() >= 500 ? "fatal" : "error";
        String code = refusal.code().issueType();
        CodeableConcept details = new CodeableConcept(
                List.of(new Coding(CODE_SYSTEM, refusal.code().code())), refusal.detail());
        String diagnostics = "traceId " + traceId;
        Stream<Issue> fields = refusal.errors().stream()
                .map(error -> new Issue(severity, code, details, error.detail(), List.of(error.pointer())));
        List<Issue> issues = refusal.errors().isEmpty()
                ? List.of(new Issue(severity, code, details, diagnostics, List.of()))
                : fields.toList();
        return new OperationOutcomeJson("OperationOutcome", issues);
    }
}
