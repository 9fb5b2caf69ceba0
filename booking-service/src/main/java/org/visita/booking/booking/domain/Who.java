package org.visita.booking.booking.domain;

/** Who may bring a booking from one state to the next. */
public enum Who {
    /** Every caller that may write bookings. */
    ANYONE,
    /** Those who act for the clinic: staff, keys, its EHR; not a patient. */
    CLINIC,
    /** Whoever holds the slot, and nobody else. */
    HOLDER,
    /** Visita itself, when time has passed. */
    VISITA
}
