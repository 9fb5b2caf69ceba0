package org.visita.kit.topics;

/** A record that is no event of the expected type. The message never quotes the record. */
public final class UnreadableEventException extends RuntimeException {

    public UnreadableEventException(String message) {
        super(message, null, false, false);
    }
}
