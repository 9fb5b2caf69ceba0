package org.visita.availability.catalog;

import java.util.List;

/**
 * Upcoming bookings that a change of the catalog puts in question. They stand until somebody moves or cancels them.
 *
 * @param count all of them
 * @param bookings the first {@link Impact#MOST_LISTED}, by start, then id
 * @param complete false if bookings of the last moments may be missing, or stand here as they were
 * @param reason why it is not complete, else null
 */
public record AffectedBookingsJson(int count, List<AffectedBookingJson> bookings, boolean complete, String reason) {

    static final String BEHIND = "bookings-behind";

    static final AffectedBookingsJson NONE = of(0, List.of(), true);

    static AffectedBookingsJson of(int count, List<AffectedBookingJson> bookings, boolean complete) {
        return new AffectedBookingsJson(count, bookings, complete, complete ? null : BEHIND);
    }
}
