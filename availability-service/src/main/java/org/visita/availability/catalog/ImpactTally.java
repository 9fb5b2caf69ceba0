package org.visita.availability.catalog;

import java.util.ArrayList;
import java.util.List;
import org.visita.rules.Availability;
import org.visita.rules.ClinicCatalog;

/** Counts the bookings that fit one catalog and not another, and keeps the first of them. */
final class ImpactTally {

    private final ClinicCatalog before;
    private final ClinicCatalog after;
    private final List<AffectedBookingJson> first = new ArrayList<>();
    private int count;

    ImpactTally(ClinicCatalog before, ClinicCatalog after) {
        this.before = before;
        this.after = after;
    }

    ImpactTally add(List<StandingBooking> bookings) {
        for (StandingBooking booking : bookings) {
            // In this order: nearly all fit still, and then one look is enough.
            if (!Availability.stillFits(after, booking.visit()) && Availability.stillFits(before, booking.visit())) {
                count++;
                if (first.size() < Impact.MOST_LISTED) {
                    first.add(AffectedBookingJson.of(booking, before));
                }
            }
        }
        return this;
    }

    AffectedBookingsJson result(boolean complete) {
        return AffectedBookingsJson.of(count, List.copyOf(first), complete);
    }
}
