package org.visita.contracts.booking;

/** Where a booking stands in its life. */
public enum BookingStatus {
    HELD,
    PENDING,
    BOOKED,
    CHECKED_IN,
    FULFILLED,
    CANCELLED,
    NO_SHOW,
    ENTERED_IN_ERROR
}
