package org.visita.booking.booking.domain;

/** Who wanted it, and why; coded. */
public enum Cancellation {
    PATIENT_REQUEST(By.PATIENT),
    CLINIC_REQUEST(By.CLINIC),
    CLOSURE(By.CLINIC),
    DUPLICATE(By.CLINIC),

    /** A held slot that its holder gave back. Nothing was booked. */
    HOLD_RELEASED(By.PATIENT),

    /** A held slot that nobody booked in time. Nothing was booked. */
    HOLD_EXPIRED(By.PATIENT);

    /** On whose wish. */
    public enum By {
        PATIENT,
        CLINIC
    }

    private final By by;

    Cancellation(By by) {
        this.by = by;
    }

    /** Whether it ended a mere hold. */
    public boolean endsAHold() {
        return this == HOLD_RELEASED || this == HOLD_EXPIRED;
    }

    public By by() {
        return by;
    }
}
