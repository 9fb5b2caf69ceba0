package org.visita.kit.outbox;

import org.visita.kit.problem.Refusal;

/**
 * Thrown inside {@link Transactions#write}: what the decision was based on has changed meanwhile. The transaction rolls
 * back and runs again from its start, a few times; then the refusal is the answer.
 */
public final class TryAgainException extends RuntimeException {

    private final transient Refusal otherwise;

    public TryAgainException(Refusal otherwise) {
        super(otherwise.code().code(), null, false, false);
        this.otherwise = otherwise;
    }

    Refusal otherwise() {
        return otherwise;
    }
}
