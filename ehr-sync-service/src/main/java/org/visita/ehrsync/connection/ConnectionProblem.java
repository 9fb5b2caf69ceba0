package org.visita.ehrsync.connection;

import org.visita.kit.problem.RefusalCode;

/** Why a connection cannot be made or changed. */
enum ConnectionProblem implements RefusalCode {
    EXISTS("connection-exists", 409, "The clinic has a connection of that name already.", "conflict"),
    IN_USE("connection-in-use", 409, "The connection is still at work.", "conflict");

    private final String code;
    private final int status;
    private final String title;
    private final String issueType;

    ConnectionProblem(String code, int status, String title, String issueType) {
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
