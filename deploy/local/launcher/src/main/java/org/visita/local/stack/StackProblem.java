package org.visita.local.stack;

/** Something that a person must settle: what is wrong, and what to do next. */
public final class StackProblem extends RuntimeException {

    private final String advice;

    /**
     * @param message what is wrong, one sentence
     * @param advice what to do about it, one sentence or command
     */
    public StackProblem(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    public StackProblem(String message, String advice, Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    public String advice() {
        return advice;
    }
}
