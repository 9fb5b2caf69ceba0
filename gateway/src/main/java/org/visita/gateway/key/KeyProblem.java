package org.visita.gateway.key;

import org.visita.kit.problem.RefusalCode;

/** Why a key cannot be made or changed. */
enum KeyProblem implements RefusalCode {
    NOT_ALLOWED_IN_STATE("not-allowed-in-state", 422, "The key's state does not allow this.", "business-rule"),
    LIMIT_REACHED("limit-reached", 422, "There are as many as there may be.", "business-rule");

    private final Entry entry;

    KeyProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
