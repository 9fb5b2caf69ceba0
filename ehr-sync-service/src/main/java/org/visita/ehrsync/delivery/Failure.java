package org.visita.ehrsync.delivery;

import java.util.Set;

/**
 * What went wrong, in words that may be logged, stored and published: coded, and without personal data.
 *
 * @param code lower case with hyphens, see {@code docs/runbooks}
 * @param status of the last answer; null if there was none
 * @param message one sentence for an operator, at most 255 characters
 * @param cause what exactly, for example {@code visit-type/<id>}; empty if there is no more to say; at most 255 characters
 * @param outcome the EHR's OperationOutcome as JSON; null if it gave none. For operators' eyes only: it may quote what was
 *     sent. Not logged, not published, and stored encrypted
 */
public record Failure(String code, Integer status, String message, String cause, String outcome) {

    private static final int LONGEST = 255;

    private static final Set<String> OURS = Set.of("mapping-missing", "not-mappable", "not-valid", "internal");

    private static final Set<String> BEFORE_THE_EHR = Set.of("mapping-missing", "not-mappable", "not-valid");

    public Failure {
        message = StorableText.of(message, LONGEST);
        cause = StorableText.of(cause, LONGEST);
    }

    public Failure(String code, Integer status, String message) {
        this(code, status, message, "", null);
    }

    /** Found before the EHR had a word in it: says nothing of whether it is there. */
    boolean isOurs() {
        return OURS.contains(code);
    }

    /** Nothing of the booking was sent: the EHR cannot hold it for this try. */
    boolean beforeTheEhr() {
        return BEFORE_THE_EHR.contains(code);
    }

    public Failure withCause(String what) {
        return new Failure(code, status, message, what, outcome);
    }

    public Failure withOutcome(String json) {
        return new Failure(code, status, message, cause, json);
    }

    @Override
    public String toString() {
        return status == null ? code : code + ", " + status;
    }
}
