package org.visita.booking.model;

import static org.visita.booking.model.State.BOOKED;
import static org.visita.booking.model.State.CANCELLED;
import static org.visita.booking.model.State.CHECKED_IN;
import static org.visita.booking.model.State.ENTERED_IN_ERROR;
import static org.visita.booking.model.State.FULFILLED;
import static org.visita.booking.model.State.PENDING;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is done to a booking by its id, as docs/booking-states.md tells it. */
enum Act {
    CONFIRM(true, BOOKED, PENDING),
    DECLINE(true, CANCELLED, PENDING),
    CHECK_IN(true, CHECKED_IN, BOOKED),
    UNDO_CHECK_IN(true, BOOKED, CHECKED_IN),
    FULFIL(true, FULFILLED, CHECKED_IN),
    NO_SHOW(true, State.NO_SHOW, BOOKED),
    UNDO_NO_SHOW(true, BOOKED, State.NO_SHOW),
    ENTER_IN_ERROR(true, ENTERED_IN_ERROR, PENDING, BOOKED, CHECKED_IN, FULFILLED, State.NO_SHOW),
    CANCEL(false, CANCELLED, PENDING, BOOKED),
    /** The next state is the one before. */
    RESCHEDULE(false, null, PENDING, BOOKED),
    ROOM(true, null, PENDING, BOOKED);

    private final boolean clinicOnly;
    private final State next;
    private final Set<State> from;

    Act(boolean clinicOnly, State next, State first, State... more) {
        this.clinicOnly = clinicOnly;
        this.next = next;
        this.from = EnumSet.of(first, more);
    }

    boolean clinicOnly() {
        return clinicOnly;
    }

    State next() {
        return next;
    }

    boolean allowedIn(State state) {
        return from.contains(state);
    }

    String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
