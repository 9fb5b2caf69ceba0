package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is taken, as it was handed over; immutable. */
final class ListedBusyTimes implements BusyTimes {

    private record Post(String visitTypeId, String practitionerId, String locationId) {}

    private record Given(String practitionerId, String visitTypeId) {}

    private final Map<String, Timeline> timelines = new HashMap<>();
    private final Map<Post, List<GroupSession>> sessions;
    private final Map<Given, NavigableMap<LocalDate, Integer>> byType = new HashMap<>();
    private final Map<String, NavigableMap<LocalDate, Integer>> byPractitioner = new HashMap<>();
    private final Map<String, Instant> lastAssignedAt;

    ListedBusyTimes(
            Collection<Busy> busy,
            Collection<GroupSession> sessions,
            Collection<VisitCount> counts,
            Map<String, Instant> lastAssignedAt) {
        Require.present("busy", busy).stream()
                .collect(Collectors.groupingBy(Busy::resourceId))
                .forEach((resourceId, times) -> timelines.put(resourceId, Timeline.of(times)));
        this.sessions = Require.present("sessions", sessions).stream()
                .sorted(Comparator.comparing(GroupSession::start))
                .collect(Collectors.groupingBy(
                        session -> new Post(session.visitTypeId(), session.practitionerId(), session.locationId())));
        for (VisitCount count : Require.present("counts", counts)) {
            add(byType, new Given(count.practitionerId(), count.visitTypeId()), count);
            add(byPractitioner, count.practitionerId(), count);
        }
        this.lastAssignedAt = Map.copyOf(Require.present("lastAssignedAt", lastAssignedAt));
    }

    @Override
    public Timeline timeline(String resourceId) {
        return timelines.getOrDefault(resourceId, Timeline.FREE);
    }

    @Override
    public List<GroupSession> sessions(String visitTypeId, String practitionerId, String locationId) {
        return sessions.getOrDefault(new Post(visitTypeId, practitionerId, locationId), List.of());
    }

    @Override
    public int visits(String practitionerId, String visitTypeId, LocalDate first, LocalDate last) {
        return within(byType.get(new Given(practitionerId, visitTypeId)), first, last);
    }

    @Override
    public int visits(String practitionerId, LocalDate first, LocalDate last) {
        return within(byPractitioner.get(practitionerId), first, last);
    }

    @Override
    public Instant lastAssignedAt(String practitionerId) {
        return lastAssignedAt.getOrDefault(practitionerId, Instant.MIN);
    }

    private static <K> void add(Map<K, NavigableMap<LocalDate, Integer>> counts, K key, VisitCount count) {
        counts.computeIfAbsent(key, first -> new TreeMap<>()).merge(count.date(), count.visits(), Integer::sum);
    }

    private static int within(NavigableMap<LocalDate, Integer> days, LocalDate first, LocalDate last) {
        return days == null
                ? 0
                : days.subMap(first, true, last, true).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
    }
}
