package org.visita.gateway.key;

import org.visita.kit.problem.RefusalCode;

/** Why a key cannot be made or changed. */
enum KeyProblem implements RefusalCode {
    NOT_ALLOWED_IN_STATE("not-allowed-in-state", 422, "The key's state does not allow this.", "business-rule"),
    LIMIT_REACHED("limit-reached", 422, "There are as many as there may be.", "business-rule");

    private final String code;
    private final int status;
    private final String title;
    private final String issueType;

    KeyProblem(String code, int status, String title, String issueType) {
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
