package org.visita.patient.patient;

import org.visita.kit.problem.RefusalCode;
import org.visita.kit.problem.RefusedException;

/** Why this feature refuses, beside the reasons that all share. */
enum PatientProblem implements RefusalCode {
    IDENTIFIER_TAKEN("identifier-taken", 409, "Another patient has this identifier.", "duplicate");

    private final Entry entry;

    PatientProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    /** The cause is not kept: it tells the hash. */
    static RefusedException identifierTaken(Throwable refusedByTheDatabase) {
        return IDENTIFIER_TAKEN
                .because("Look the patient up by the identifier, and change that one.")
                .asException();
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
