package org.visita.kit.problem;

/**
 * Why a request is refused: one entry of the closed list in {@code docs/problems.md}. Each feature lists its own in an
 * enum.
 */
public interface RefusalCode {

    /**
     * What the list says of one code.
     *
     * @param code as it stands on the wire, for example {@code slot-taken}
     * @param status HTTP status, 400 to 599
     * @param title one short sentence, the same for every occurrence (RFC 9457, title)
     * @param issueType code of FHIR R4's value set issue-type, for OperationOutcome
     */
    record Entry(String code, int status, String title, String issueType) {}

    Entry entry();

    default String code() {
        return entry().code();
    }

    default int status() {
        return entry().status();
    }

    default String title() {
        return entry().title();
    }

    default String issueType() {
        return entry().issueType();
    }

    /** A refusal of this code, with a sentence about this occurrence that names no person and quotes no input. */
    default Refusal because(String detail) {
        return new Refusal(this, detail);
    }
}
