package org.visita.ehrsync.delivery;

/**
 * What went wrong, in words that may be logged, stored and published: coded, and without personal data.
 *
 * @param code lower case with hyphens, see {@code docs/runbooks}
 * @param status of the last answer; null if there was none
 * @param message one sentence for an operator, at most 255 characters
 */
public record Failure(String code, Integer status, String message) {

    private static final int LONGEST_MESSAGE = 255;

    public Failure {
        message = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
    }

    @Override
    public String toString() {
        return status == null ? code : code + ", " + status;
    }
}
