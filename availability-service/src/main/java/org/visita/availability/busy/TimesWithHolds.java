package org.visita.availability.busy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.visita.availability.busy.TakenVisit.Given;
import org.visita.availability.busy.TakenVisit.Post;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;
import org.visita.rules.GroupSession;
import org.visita.rules.Timeline;

/** What is taken for one viewer: the visits of the clinic, and with them what others hold. True within its scope. */
final class TimesWithHolds implements BusyTimes {

    private final ClinicVisits visits;
    private final HeldGroups<String, Timeline> timelines;
    private final HeldGroups<Post, List<GroupSession>> sessions;
    private final HeldGroups<Given, DayCounts> counts;

    private TimesWithHolds(ClinicVisits visits, List<TakenVisit> held, BusyScope scope) {
        this.visits = visits;
        timelines = new HeldGroups<>(visits.timelines(), inTime(scope));
        sessions = new HeldGroups<>(visits.sessions(), inTime(scope));
        counts = new HeldGroups<>(visits.counts(), onDates(scope));
        for (TakenVisit visit : held) {
            visit.resources().forEach(id -> timelines.lay(id, visit));
            if (visit.sessionId() != null) {
                sessions.lay(visit.post(), visit);
            }
            counts.lay(visit.given(), visit);
        }
    }

    /** @param held by others; without one that matters, the visits answer for themselves */
    static BusyTimes of(ClinicVisits visits, List<TakenVisit> held, BusyScope scope) {
        Predicate<TakenVisit> matters = inTime(scope).or(onDates(scope));
        List<TakenVisit> mattering = held.stream()
                .filter(matters)
                .filter(visit -> !Collections.disjoint(scope.resourceIds(), visit.resources()))
                .toList();
        return mattering.isEmpty() ? visits : new TimesWithHolds(visits, mattering, scope);
    }

    private static Predicate<TakenVisit> inTime(BusyScope scope) {
        return new Window(scope.from().getEpochSecond(), Timeline.ceilSecond(scope.to()))::touches;
    }

    private static Predicate<TakenVisit> onDates(BusyScope scope) {
        return scope.counts()
                .<Predicate<TakenVisit>>map(asked -> visit -> asked.first().toEpochDay() <= visit.date()
                        && visit.date() <= asked.last().toEpochDay())
                .orElse(visit -> false);
    }

    @Override
    public Timeline timeline(String resourceId) {
        return timelines.get(resourceId);
    }

    @Override
    public List<GroupSession> sessions(String visitTypeId, String practitionerId, String locationId) {
        return sessions.get(new Post(visitTypeId, practitionerId, locationId));
    }

    @Override
    public int visits(String practitionerId, String visitTypeId, LocalDate first, LocalDate last) {
        return counts.get(new Given(practitionerId, visitTypeId)).within(first, last);
    }

    @Override
    public int visits(String practitionerId, LocalDate first, LocalDate last) {
        int more = counts.keys().stream()
                .filter(given -> given.practitionerId().equals(practitionerId))
                .mapToInt(given -> counts.get(given).within(first, last)
                        - visits.counts().get(given).within(first, last))
                .sum();
        return visits.visits(practitionerId, first, last) + more;
    }

    @Override
    public Instant lastAssignedAt(String practitionerId) {
        return visits.lastAssignedAt(practitionerId);
    }
}
