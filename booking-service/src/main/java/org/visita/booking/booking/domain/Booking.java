package org.visita.booking.booking.domain;

import java.time.Instant;

/** A booking in one of its states. What a state allows is a method of it; what it does not allow does not exist. */
public sealed interface Booking {

    BookingHead head();

    Visit visit();

    /** The visit will take place; it occupies its practitioner, room and patient. */
    record Booked(BookingHead head, Visit visit) implements Booking {

        /** Same booking, other time, practitioner or place. */
        public Booked reschedule(Visit to, Instant now) {
            return new Booked(head.next(now), to);
        }

        public Cancelled cancel(Cancellation why, Instant now) {
            return new Cancelled(head.next(now), visit, why);
        }
    }

    /** The visit will not take place; it occupies nothing. Final. */
    record Cancelled(BookingHead head, Visit visit, Cancellation why) implements Booking {}
}
