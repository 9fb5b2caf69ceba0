package org.visita.gateway.door;

import org.visita.kit.problem.RefusalCode;

/** Refusals that only the door gives. */
enum DoorRefusal implements RefusalCode {
    RATE_LIMITED("rate-limited", 429, "Too many requests.", "throttled");

    private final String code;
    private final int status;
    private final String title;
    private final String issueType;

    DoorRefusal(String code, int status, String title, String issueType) {
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
