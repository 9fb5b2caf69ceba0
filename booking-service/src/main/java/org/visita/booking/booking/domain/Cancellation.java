package org.visita.booking.booking.domain;

/** Who wanted it, and why; coded. */
public enum Cancellation {
    PATIENT_REQUEST(By.PATIENT),
    CLINIC_REQUEST(By.CLINIC),
    CLOSURE(By.CLINIC),
    DUPLICATE(By.CLINIC);

    /** On whose wish. */
    public enum By {
        PATIENT,
        CLINIC
    }

    private final By by;

    Cancellation(By by) {
        this.by = by;
    }

    public By by() {
        return by;
    }
}
