package org.visita.audit.retention;

/** What is about to be let go is not what was recorded. */
final class AlteredHistoryException extends RuntimeException {

    AlteredHistoryException(String what) {
        super(what, null, false, false);
    }
}
