package org.visita.audit.proof;

import org.visita.kit.problem.RefusalCode;

/** What the trail refuses to prove. */
enum ProofRefusal implements RefusalCode {
    NOT_PROVABLE("not-provable", 409, "The trail does not prove this.", "processing");

    private final Entry entry;

    ProofRefusal(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
