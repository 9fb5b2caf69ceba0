package org.visita.ehrsync.unreadable;

import org.visita.kit.problem.RefusalCode;

/** Why nothing is done about a record that could not be read. */
enum UnreadableProblem implements RefusalCode {
    NOT_NEEDED("not-needed", 409, "There is nothing left to do about it.", "conflict"),
    NAMES_NO_CLINIC("names-no-clinic", 409, "It names no clinic.", "business-rule"),
    STILL_UNREADABLE("still-unreadable", 409, "It is no booking event to this version either.", "business-rule");

    private final Entry entry;

    UnreadableProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
