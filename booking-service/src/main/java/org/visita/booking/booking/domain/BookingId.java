package org.visita.booking.booking.domain;

import java.util.UUID;

/** Identity of a booking, for life. */
public record BookingId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
