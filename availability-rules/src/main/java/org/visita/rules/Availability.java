package org.visita.rules;

import java.util.List;

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
     * the query's limit. Empty if the visit type is unknown or nobody who was asked for offers it.
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
     * Whether the visit may be booked, and with whom. Practitioner and room are taken for the visit with its buffers
     * (a room needs its turnover too), the patient for the visit alone.
     *
     * <p>Where the request leaves the choice, it falls on the free practitioner with the least time taken on that day
     * of the location's zone, then on the lowest practitioner id, then location id. The room is the first free one by
     * id, as in the list.
     *
     * @param busy covers at least {@link #busyScope(ClinicCatalog, VisitRequest)}; when a booking is moved, without
     *     the time which that booking takes itself
     */
    public static Decision decide(ClinicCatalog catalog, BusyTimes busy, VisitRequest request) {
        return DecideVisit.decide(catalog, busy, request);
    }

    /** The busy times that the answer to the query depends on; empty if the answer has no slots whatever is taken. */
    public static BusyScope busyScope(ClinicCatalog catalog, SlotQuery query) {
        return ScopeBusyTimes.of(catalog, query);
    }

    /** The busy times that the decision depends on; empty if the request is refused whatever is taken. */
    public static BusyScope busyScope(ClinicCatalog catalog, VisitRequest request) {
        return ScopeBusyTimes.of(catalog, request);
    }
}
