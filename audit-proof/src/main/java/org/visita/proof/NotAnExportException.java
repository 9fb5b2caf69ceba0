package org.visita.proof;

/** What was given cannot be verified at all; its message says why. */
public final class NotAnExportException extends Exception {

    private static final long serialVersionUID = 1;

    public NotAnExportException(String message) {
        super(message);
    }
}
