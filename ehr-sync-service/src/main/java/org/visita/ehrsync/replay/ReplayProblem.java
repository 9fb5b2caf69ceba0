package org.visita.ehrsync.replay;

import org.visita.kit.problem.RefusalCode;

/** Why a replay is not started, or not ended. */
enum ReplayProblem implements RefusalCode {
    LIMIT_REACHED("limit-reached", 422, "There are as many as there may be.", "business-rule"),
    REPLAY_ENDED("replay-ended", 409, "The replay has ended.", "conflict");

    private final String code;
    private final int status;
    private final String title;
    private final String issueType;

    ReplayProblem(String code, int status, String title, String issueType) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.issueType = issueType;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String issueType() {
        return issueType;
    }
}
