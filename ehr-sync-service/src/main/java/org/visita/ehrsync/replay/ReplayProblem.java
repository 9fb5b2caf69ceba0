package org.visita.ehrsync.replay;

import org.visita.kit.problem.RefusalCode;

/** Why a replay is not started, or not ended. */
enum ReplayProblem implements RefusalCode {
    LIMIT_REACHED("limit-reached", 422, "There are as many as there may be.", "business-rule"),
    REPLAY_ENDED("replay-ended", 409, "The replay has ended.", "conflict");

    private final Entry entry;

    ReplayProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
