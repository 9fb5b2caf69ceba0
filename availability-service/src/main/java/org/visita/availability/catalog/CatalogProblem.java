package org.visita.availability.catalog;

import org.visita.kit.problem.RefusalCode;

/** Why a change of the catalog is refused, beside what every service may answer. */
public enum CatalogProblem implements RefusalCode {
    IN_USE("in-use", 409, "Other things name this one.", "conflict"),
    NONEXISTENT_LOCAL_TIME(
            "nonexistent-local-time", 422, "The clocks there skip this local time on that date.", "business-rule");

    private final String code;
    private final int status;
    private final String title;
    private final String issueType;

    CatalogProblem(String code, int status, String title, String issueType) {
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
