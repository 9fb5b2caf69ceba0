package org.visita.rules;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The time taken on practitioners, rooms and patients: sorted per resource, immutable. */
public final class BusyTimes {

    /** Nothing is taken. */
    public static final BusyTimes EMPTY = new BusyTimes(List.of());

    private final Map<String, Timeline> timelines;

    private BusyTimes(Collection<Busy> busy) {
        Map<String, Timeline> byResource = new HashMap<>();
        Require.present("busy", busy).stream()
                .collect(Collectors.groupingBy(Busy::resourceId))
                .forEach((resourceId, times) -> byResource.put(resourceId, Timeline.of(times)));
        this.timelines = byResource;
    }

    /** In any order; times of one resource may overlap. */
    public static BusyTimes of(Collection<Busy> busy) {
        return new BusyTimes(busy);
    }

    /** Whether the resource is taken at some instant of the half-open range {@code [from, to)}. */
    public boolean overlaps(String resourceId, Instant from, Instant to) {
        return of(resourceId).overlaps(from.getEpochSecond(), Timeline.ceilSecond(to));
    }

    /** The time taken on one resource; an empty one if nothing is known of it. */
    Timeline of(String resourceId) {
        return timelines.getOrDefault(resourceId, Timeline.FREE);
    }
}
