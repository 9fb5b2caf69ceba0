package org.visita.ehrsync.http;

/** The other side sends more than we are ready to read. */
public final class AnswerTooLongException extends RuntimeException {

    AnswerTooLongException(int longest) {
        super("more than " + longest + " bytes", null, false, false);
    }
}
