package org.visita.booking.fhir;

import org.visita.kit.problem.RefusalCode;

/** What is refused only because it came as FHIR. */
enum FhirProblem implements RefusalCode {
    ELEMENT_NOT_KEPT("element-not-kept", 422, "This cannot be kept, so it is not accepted.", "not-supported"),
    DURATION_MISMATCH("duration-mismatch", 422, "The visit does not last that long.", "business-rule"),
    SEVERAL_CHANGES("several-changes", 422, "A status and a time are changed one after the other.", "business-rule"),
    SEVERAL_MATCHES("several-matches", 412, "The criteria meet more than one resource.", "multiple-matches"),
    ALREADY_THERE("already-there", 412, "The resource is there already.", "conflict");

    private final Entry entry;

    FhirProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
