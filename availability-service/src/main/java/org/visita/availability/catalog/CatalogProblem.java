package org.visita.availability.catalog;

import org.visita.kit.problem.RefusalCode;

/** Why a change of the catalog is refused, beside what every service may answer. */
public enum CatalogProblem implements RefusalCode {
    IN_USE("in-use", 409, "Other things name this one.", "conflict"),
    NONEXISTENT_LOCAL_TIME(
            "nonexistent-local-time", 422, "The clocks there skip this local time on that date.", "business-rule");

    private final Entry entry;

    CatalogProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
