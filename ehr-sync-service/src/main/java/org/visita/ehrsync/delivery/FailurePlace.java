package org.visita.ehrsync.delivery;

/** Where an unforeseen failure came from: what may be logged of it, for its text may quote what was sent or answered. */
public final class FailurePlace {

    private FailurePlace() {}

    public static String of(Throwable failure) {
        return failure.getStackTrace().length == 0 ? "an unknown place" : failure.getStackTrace()[0].toString();
    }
}
