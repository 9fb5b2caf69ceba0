package org.visita.ehrsync.connection;

import org.visita.kit.problem.RefusalCode;

/** Why a connection cannot be made or changed. */
enum ConnectionProblem implements RefusalCode {
    EXISTS("connection-exists", 409, "The clinic has a connection of that name already.", "conflict"),
    IN_USE("connection-in-use", 409, "The connection is still at work.", "conflict");

    private final Entry entry;

    ConnectionProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
