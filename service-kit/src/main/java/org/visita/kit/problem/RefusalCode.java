package org.visita.kit.problem;

/**
 * Why a request is refused: one entry of the closed list in {@code docs/problems.md}. Each feature lists its own in an
 * enum.
 */
public interface RefusalCode {

    /** As it stands on the wire, for example {@code slot-taken}. */
    String code();

    /** HTTP status, 400 to 599. */
    int status();

    /** One short sentence, the same for every occurrence (RFC 9457, title). */
    String title();

    /** Code of FHIR R4's value set issue-type, for OperationOutcome. */
    String issueType();

    /** A refusal of this code, with a sentence about this occurrence that names no person and quotes no input. */
    default Refusal because(String detail) {
        return new Refusal(this, detail);
    }
}
