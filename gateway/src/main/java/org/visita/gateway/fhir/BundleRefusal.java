package org.visita.gateway.fhir;

import org.visita.kit.problem.RefusalCode;

/** Refusals of Bundles as a whole. */
enum BundleRefusal implements RefusalCode {
    TRANSACTION_NOT_SUPPORTED("transaction-not-supported", 422, "A transaction cannot be kept here.", "not-supported");

    private final Entry entry;

    BundleRefusal(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
