package org.visita.booking.booking.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A booking in one of its states. What a state allows is a method of it; what it does not allow does not exist. Who may
 * do what stands in {@link Lifecycle}.
 */
public sealed interface Booking {

    BookingHead head();

    Visit visit();

    /** Whether it takes its practitioner, room, equipment and patient. */
    default boolean takesTime() {
        return switch (this) {
            case Held held -> true;
            case Pending pending -> true;
            case Booked booked -> true;
            case CheckedIn checkedIn -> true;
            case Fulfilled fulfilled -> true;
            case NoShow noShow -> false;
            case Cancelled cancelled -> false;
            case EnteredInError error -> false;
        };
    }

    /** A visit to come, which can be moved and given up. */
    sealed interface Upcoming extends Booking {

        /** Same booking, same state; other time, practitioner or place. */
        Upcoming moveTo(Visit to, Instant now);

        default Cancelled cancel(Cancellation why, Instant now) {
            return new Cancelled(head().next(now), visit(), why);
        }
    }

    /** What somebody may have written down by mistake. */
    sealed interface Correctable extends Booking {

        default EnteredInError enterInError(Instant now) {
            return new EnteredInError(head().next(now), visit());
        }
    }

    /** A visit that the clinic awaits, or that was to take place. */
    static Booking place(BookingHead head, Visit visit, boolean requiresConfirmation) {
        return requiresConfirmation ? new Pending(head, visit) : new Booked(head, visit);
    }

    /** Reserved for minutes, for whoever holds it. Past its expiry it holds nothing, whoever notices first. */
    record Held(BookingHead head, Visit visit, Hold hold) implements Booking {

        public Booking book(boolean requiresConfirmation, Instant now) {
            return place(head.next(now), visit, requiresConfirmation);
        }

        public Cancelled release(Instant now) {
            return new Cancelled(head.next(now), visit, Cancellation.HOLD_RELEASED);
        }

        public Cancelled expire(Instant now) {
            return new Cancelled(head.next(now), visit, Cancellation.HOLD_EXPIRED);
        }
    }

    /** Waits for the clinic to confirm it. */
    record Pending(BookingHead head, Visit visit) implements Upcoming, Correctable {

        public Booked confirm(Instant now) {
            return new Booked(head.next(now), visit);
        }

        public Cancelled decline(Instant now) {
            return new Cancelled(head.next(now), visit, Cancellation.CLINIC_REQUEST);
        }

        @Override
        public Pending moveTo(Visit to, Instant now) {
            return new Pending(head.next(now), to);
        }
    }

    /** The visit will take place. */
    record Booked(BookingHead head, Visit visit) implements Upcoming, Correctable {

        @Override
        public Booked moveTo(Visit to, Instant now) {
            return new Booked(head.next(now), to);
        }

        public CheckedIn checkIn(Instant now) {
            return new CheckedIn(head.next(now), visit);
        }

        public NoShow noShow(Instant now) {
            return new NoShow(head.next(now), visit);
        }
    }

    /** The patient is there. */
    record CheckedIn(BookingHead head, Visit visit) implements Correctable {

        public Booked undo(Instant now) {
            return new Booked(head.next(now), visit);
        }

        public Fulfilled fulfil(Instant now) {
            return new Fulfilled(head.next(now), visit);
        }
    }

    /** The visit took place. */
    record Fulfilled(BookingHead head, Visit visit) implements Correctable {}

    /** The patient did not come. The time is free again, limits go on counting it. */
    record NoShow(BookingHead head, Visit visit) implements Correctable {

        /** @param seat of the group session that the visit is in now; null where it is no group's */
        public Booked undo(UUID seat, Instant now) {
            return new Booked(head.next(now), visit.inSession(seat));
        }
    }

    /** The visit will not take place. Final. */
    record Cancelled(BookingHead head, Visit visit, Cancellation why) implements Booking {}

    /** It should never have been written down. Final. */
    record EnteredInError(BookingHead head, Visit visit) implements Booking {}
}
