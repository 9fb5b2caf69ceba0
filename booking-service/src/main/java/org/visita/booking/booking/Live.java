package org.visita.booking.booking;

import org.visita.booking.booking.domain.Booking;

/** The states from which a booking can still be moved or cancelled. */
final class Live {

    private Live() {}

    static Booking.Booked orRefuse(Booking booking) {
        return switch (booking) {
            case Booking.Booked booked -> booked;
            case Booking.Cancelled cancelled ->
                throw BookingProblem.NOT_ALLOWED_IN_STATE
                        .because("The booking is cancelled.")
                        .asException();
        };
    }
}
