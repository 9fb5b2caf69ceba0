package org.visita.availability.slot;

import java.util.List;
import java.util.stream.Stream;
import org.visita.rules.Slot;

/**
 * What was found.
 *
 * @param slots in order
 * @param bookingsCurrent whether all bookings of a moment ago were known
 * @param catalogCurrent whether all of the catalog of a moment ago was known
 */
record Sweep(List<Slot> slots, boolean bookingsCurrent, boolean catalogCurrent) {

    static final Sweep NOTHING = new Sweep(List.of(), true, true);

    /** This, and then what was found after it. */
    Sweep and(Sweep later) {
        return new Sweep(
                Stream.concat(slots.stream(), later.slots.stream()).toList(),
                bookingsCurrent && later.bookingsCurrent,
                catalogCurrent && later.catalogCurrent);
    }

    /** As good as this, but with these slots. */
    Sweep with(List<Slot> others) {
        return new Sweep(others, bookingsCurrent, catalogCurrent);
    }

    boolean isComplete() {
        return bookingsCurrent && catalogCurrent;
    }

    /** Why it is not complete; null if it is. */
    String reason() {
        if (!bookingsCurrent) {
            return "bookings-behind";
        }
        return catalogCurrent ? null : "catalog-behind";
    }
}
