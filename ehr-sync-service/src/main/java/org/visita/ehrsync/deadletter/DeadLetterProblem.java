package org.visita.ehrsync.deadletter;

import org.visita.kit.problem.RefusalCode;

/** Why nothing is done about a dead letter. */
public enum DeadLetterProblem implements RefusalCode {
    NOT_NEEDED("not-needed", 409, "There is nothing left to do about it.", "conflict"),
    DISCARDED("discarded", 409, "Somebody has discarded it.", "conflict"),
    NOT_DISCARDED("not-discarded", 409, "It is not discarded.", "conflict"),
    TOO_LATE("too-late", 409, "The time for this is over.", "business-rule");

    private final Entry entry;

    DeadLetterProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
