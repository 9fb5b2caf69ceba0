package org.visita.booking.model;

import java.util.Locale;

/** Where a booking stands, as docs/booking-states.md tells it. */
enum State {
    HELD(true, true),
    PENDING(true, true),
    BOOKED(true, true),
    CHECKED_IN(true, true),
    FULFILLED(true, true),
    NO_SHOW(false, true),
    CANCELLED(false, false),
    ENTERED_IN_ERROR(false, false);

    private final boolean takesTime;
    private final boolean counts;

    State(boolean takesTime, boolean counts) {
        this.takesTime = takesTime;
        this.counts = counts;
    }

    boolean takesTime() {
        return takesTime;
    }

    /** For limits. */
    boolean counts() {
        return counts;
    }

    String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
