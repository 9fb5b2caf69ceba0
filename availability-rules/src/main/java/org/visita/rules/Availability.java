package org.visita.rules;

import java.util.List;
import java.util.Optional;

/**
 * Lists free slots and decides on single visits, by the same sweep over the same hours and busy times: every listed
 * slot is accepted, and no other start is. The rules are in the package description.
 *
 * <p>To answer: ask for the scope, load the busy times of it, then call {@code slots} or {@code decide}.
 */
public final class Availability {

    private Availability() {}

    /**
     * The free slots with {@code from <= start < to}, ordered by start, then practitioner id, then location id, cut at
     * the query's limit. Empty where there is an {@link #objection}.
     *
     * <p>Stable under the query's bounds: a narrower range gives exactly the slots of a wider one that lie in it. The
     * time taken on patients plays no part.
     *
     * @param busy covers at least {@link #busyScope(ClinicCatalog, SlotQuery)}
     */
    public static List<Slot> slots(ClinicCatalog catalog, BusyTimes busy, SlotQuery query) {
        return ListSlots.list(catalog, busy, query);
    }

    /**
     * Whether the visit may be booked, and with whom. Practitioner, room and equipment are taken for the visit with its
     * buffers (a room needs its turnover too), the patient for the visit alone.
     *
     * <p>Where the request leaves the choice, a group's session that has begun to fill comes before a new one, and in
     * person before at a distance. Then it falls on the free practitioner with the fewest visits in that ISO week of the
     * location's zone, then on the one who was last given a visit the longest ago, then on the lowest practitioner id,
     * then location id. Room and equipment are the first free ones by id, as in the list.
     *
     * @param busy covers at least {@link #busyScope(ClinicCatalog, VisitRequest)}; when a booking is moved, without
     *     what that booking takes itself: its time, its count, its seat
     */
    public static Decision decide(ClinicCatalog catalog, BusyTimes busy, VisitRequest request) {
        return DecideVisit.decide(catalog, busy, request);
    }

    /**
     * What speaks against the query whatever the time: an unknown visit type, practitioner or location, a visit that
     * none of those asked for offers, or that is for other patients. Empty if nothing does. A specialty or language that
     * nobody has is no objection, only no slot.
     */
    public static Optional<RefusalReason> objection(ClinicCatalog catalog, SlotQuery query) {
        return Offer.objection(catalog, query.visitTypeId(), query.filter(), query.modality(), query.patient());
    }

    /** What the answer to the query depends on; empty if an {@link #objection}, notice or horizon leaves no slots. */
    public static BusyScope busyScope(ClinicCatalog catalog, SlotQuery query) {
        return ScopeBusyTimes.of(catalog, query);
    }

    /** What the decision depends on; empty if an objection, notice or horizon refuses it whatever the hours. */
    public static BusyScope busyScope(ClinicCatalog catalog, VisitRequest request) {
        return ScopeBusyTimes.of(catalog, request);
    }

    /**
     * Whether a visit that stands is still as the catalog has it: type, practitioner, location, room and equipment are
     * there and are what the type needs, and the working hours cover it with its buffers. Seats, grid, notice, horizon, limits and what a patient may book
     * are rules for booking, and play no part: a change of those never puts a booking in question.
     */
    public static boolean stillFits(ClinicCatalog catalog, BookedVisit visit) {
        return FitVisit.fits(catalog, visit);
    }
}
