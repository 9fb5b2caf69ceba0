package org.visita.kit.problem;

/** Carries a refusal out of a transaction, which rolls back. Not an error: it has no stack trace and is not logged. */
public final class RefusedException extends RuntimeException {

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.code().code() + ": " + refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
