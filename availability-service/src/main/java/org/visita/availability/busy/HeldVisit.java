package org.visita.availability.busy;

import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Hold;

/**
 * A visit that is held. Not part of {@link TakenVisit}: of those there are hundreds of thousands, of these a few.
 *
 * @param visit what it takes and counts until it expires
 */
record HeldVisit(TakenVisit visit, Hold hold) {

    /**
     * The hold that a booking is; null if it is none. One that does not say whose it is blocks everybody until its next
     * version: a time that is not listed is a lesser harm than one that cannot be booked.
     *
     * @throws IllegalArgumentException if the event reads, but says nothing that can be kept
     */
    static Hold holdOf(BookingSnapshot booking) {
        Hold hold = booking.status() == BookingStatus.HELD ? booking.hold() : null;
        if (hold != null
                && (hold.expiresAt() == null
                        || hold.by() == null
                        || hold.by().kind() == null
                        || hold.by().id() == null)) {
            throw new IllegalArgumentException("a hold has a holder and an end");
        }
        return hold;
    }
}
