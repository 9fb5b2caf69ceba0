package org.visita.ehrsync.delivery;

/** Carries an outcome out of a chain. Not a bug: it has no stack trace. */
public final class DeliveryFailedException extends RuntimeException {

    private final transient DeliveryOutcome outcome;

    public DeliveryFailedException(DeliveryOutcome outcome) {
        super(outcome.getClass().getSimpleName(), null, false, false);
        this.outcome = outcome;
    }

    public DeliveryOutcome outcome() {
        return outcome;
    }
}
