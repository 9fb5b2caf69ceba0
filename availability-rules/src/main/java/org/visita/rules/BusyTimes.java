package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is taken. Built {@link #of from lists} for one answer, or kept current in memory by whoever implements this for
 * many.
 */
public interface BusyTimes {

    /** Nothing is taken. */
    BusyTimes EMPTY = of(List.of());

    /** The time taken on a practitioner, a room, a device or a patient. */
    Timeline timeline(String resourceId);

    /** The sessions of a group visit, ordered by start. */
    List<GroupSession> sessions(String visitTypeId, String practitionerId, String locationId);

    /** How many visits of the type the practitioner has from the first date to the last, both included. */
    int visits(String practitionerId, String visitTypeId, LocalDate first, LocalDate last);

    /** How many visits of any type the practitioner has from the first date to the last, both included. */
    int visits(String practitionerId, LocalDate first, LocalDate last);

    /** When a visit was last given to the practitioner, that is: booked; {@link Instant#MIN} if never. */
    Instant lastAssignedAt(String practitionerId);

    /** Whether the resource is taken at some instant of the half-open range {@code [from, to)}. */
    default boolean overlaps(String resourceId, Instant from, Instant to) {
        return timeline(resourceId).overlaps(from.getEpochSecond(), Timeline.ceilSecond(to));
    }

    /** In any order; times of one resource may overlap. */
    static BusyTimes of(Collection<Busy> busy) {
        return of(busy, List.of(), List.of(), Map.of());
    }

    /**
     * In any order; times of one resource may overlap, counts of one practitioner, type and date add up.
     *
     * @param lastAssignedAt by practitioner; who is absent has never been given a visit
     */
    static BusyTimes of(
            Collection<Busy> busy,
            Collection<GroupSession> sessions,
            Collection<VisitCount> counts,
            Map<String, Instant> lastAssignedAt) {
        return new ListedBusyTimes(busy, sessions, counts, lastAssignedAt);
    }
}
