package org.visita.contracts.booking;

/**
 * Who cancelled and why, coded.
 *
 * @param by on whose wish
 * @param reason why
 */
public record Cancellation(By by, Reason reason) {

    public enum By {
        PATIENT,
        CLINIC
    }

    public enum Reason {
        PATIENT_REQUEST,
        CLINIC_REQUEST,
        CLOSURE,
        DUPLICATE
    }
}
