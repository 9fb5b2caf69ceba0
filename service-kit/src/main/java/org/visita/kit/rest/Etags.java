package org.visita.kit.rest;

import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/** The ETag of a thing is its version (RFC 9110, section 8.8.3): strong, a number in quotes. */
public final class Etags {

    private Etags() {}

    public static String of(int version) {
        return '"' + Integer.toString(version) + '"';
    }

    /** Refuses if the caller has seen another version; a caller that sends no If-Match has not asked. */
    public static void check(String ifMatch, int version) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.strip().equals(of(version))) {
            throw CommonRefusal.STALE_VERSION
                    .because("Read it again: it is at another version now.")
                    .asException();
        }
    }

    /** Refuses a change that would be blind. */
    public static void require(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refusal(
                            CommonRefusal.PRECONDITION_REQUIRED,
                            "Send the ETag that you have read in an If-Match header.")
                    .asException();
        }
    }
}
