package org.visita.gateway.fhir;

import org.visita.kit.problem.RefusalCode;

/** Refusals of Bundles as a whole. */
enum BundleRefusal implements RefusalCode {
    TRANSACTION_NOT_SUPPORTED("transaction-not-supported", 422, "A transaction cannot be kept here.", "not-supported");

    private final String code;
    private final int status;
    private final String title;
    private final String issueType;

    BundleRefusal(String code, int status, String title, String issueType) {
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
