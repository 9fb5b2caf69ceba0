package org.visita.rules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that is taken in a generated world. */
record Taken(
        List<Busy> busy, List<GroupSession> sessions, List<VisitCount> counts, Map<String, Instant> lastAssignedAt) {

    BusyTimes times() {
        return BusyTimes.of(busy, sessions, counts, lastAssignedAt);
    }

    /** No more of it than the scope asks for. */
    Taken within(BusyScope scope) {
        return new Taken(
                busy.stream()
                        .filter(each -> scope.resourceIds().contains(each.resourceId()))
                        .filter(each ->
                                each.start().isBefore(scope.to()) && each.end().isAfter(scope.from()))
                        .toList(),
                sessions.stream()
                        .filter(each -> scope.sessionsOf().stream().anyMatch(each.visitTypeId()::equals))
                        .filter(each -> scope.resourceIds().contains(each.practitionerId()))
                        .filter(each -> !each.start().isBefore(scope.from())
                                && each.start().isBefore(scope.to()))
                        .toList(),
                counts.stream()
                        .filter(each -> scope.counts().stream().anyMatch(asked -> asks(asked, each)))
                        .toList(),
                lastAssignedAt.entrySet().stream()
                        .filter(each -> scope.counts().stream()
                                .anyMatch(asked -> asked.practitionerIds().contains(each.getKey())))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static boolean asks(CountScope scope, VisitCount count) {
        return scope.practitionerIds().contains(count.practitionerId())
                && !count.date().isBefore(scope.first())
                && !count.date().isAfter(scope.last());
    }
}
