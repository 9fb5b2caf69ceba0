package org.visita.availability.busy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.visita.rules.BusyTimes;
import org.visita.rules.GroupSession;
import org.visita.rules.Timeline;

/** The visits of one clinic, by all that the rules engine asks for. One writer at a time, many readers. */
final class ClinicVisits implements BusyTimes {

    private record Post(String visitTypeId, String practitionerId, String locationId) {}

    private record Given(String practitionerId, String visitTypeId) {}

    private final Map<UUID, TakenVisit> byId = new HashMap<>();
    private volatile int size;
    private final Map<String, VisitGroup<Timeline>> timelines = new ConcurrentHashMap<>();
    private final Map<Post, VisitGroup<List<GroupSession>>> sessions = new ConcurrentHashMap<>();
    private final Map<Given, VisitGroup<DayCounts>> counts = new ConcurrentHashMap<>();

    /** Does nothing if this version, or a newer one, is known. */
    void apply(TakenVisit visit, Window window) {
        TakenVisit known = byId.get(visit.id());
        TakenVisit next = window.touches(visit) ? visit : visit.asOutside();
        if (known == null ? isOfNoUse(next, window) : !known.isReplacedBy(next)) {
            return;
        }
        next = known == null ? next : next.rememberedLike(known);
        byId.put(next.id(), next);
        join(next);
        if (known != null) {
            // Only now: in between, a search would see the time free. A visit that is there twice takes no more of it,
            // and a seat or a count too many is the safe side.
            leave(known);
        }
        size = byId.size();
    }

    /** Nothing older of it can come late that would touch the window. */
    private static boolean isOfNoUse(TakenVisit visit, Window window) {
        return visit.outside() && (visit.version() == 1 || visit.to() <= window.from());
    }

    /** Drops what has fallen out of the window. */
    void dropBefore(long from) {
        byId.values().removeIf(visit -> {
            boolean gone = visit.forgetAt() <= from;
            if (gone) {
                leave(visit);
            }
            return gone;
        });
        size = byId.size();
    }

    /** How many bookings are known; waits for nobody. */
    int size() {
        return size;
    }

    @Override
    public Timeline timeline(String resourceId) {
        VisitGroup<Timeline> group = timelines.get(resourceId);
        return group == null ? Timeline.FREE : group.get();
    }

    @Override
    public List<GroupSession> sessions(String visitTypeId, String practitionerId, String locationId) {
        VisitGroup<List<GroupSession>> group = sessions.get(new Post(visitTypeId, practitionerId, locationId));
        return group == null ? List.of() : group.get();
    }

    @Override
    public int visits(String practitionerId, String visitTypeId, LocalDate first, LocalDate last) {
        VisitGroup<DayCounts> group = counts.get(new Given(practitionerId, visitTypeId));
        return group == null ? 0 : group.get().within(first, last);
    }

    @Override
    public int visits(String practitionerId, LocalDate first, LocalDate last) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().practitionerId().equals(practitionerId))
                .mapToInt(entry -> entry.getValue().get().within(first, last))
                .sum();
    }

    /** Only a booking gives a visit to somebody; a search has nobody to choose. */
    @Override
    public Instant lastAssignedAt(String practitionerId) {
        throw new UnsupportedOperationException("searches do not choose a practitioner");
    }

    private void join(TakenVisit visit) {
        if (visit.live()) {
            visit.resources().forEach(id -> add(timelines, id, Groups::timeline, visit));
            if (visit.sessionId() != null) {
                add(sessions, post(visit), Groups::sessions, visit);
            }
        }
        if (visit.counts()) {
            add(counts, given(visit), DayCounts::of, visit);
        }
    }

    private void leave(TakenVisit visit) {
        if (visit.live()) {
            visit.resources().forEach(id -> remove(timelines, id, visit));
            if (visit.sessionId() != null) {
                remove(sessions, post(visit), visit);
            }
        }
        if (visit.counts()) {
            remove(counts, given(visit), visit);
        }
    }

    private static <K, T> void add(
            Map<K, VisitGroup<T>> groups, K key, Function<List<TakenVisit>, T> make, TakenVisit visit) {
        groups.computeIfAbsent(key, first -> new VisitGroup<>(make)).add(visit);
    }

    private static <K, T> void remove(Map<K, VisitGroup<T>> groups, K key, TakenVisit visit) {
        if (groups.get(key).remove(visit)) {
            groups.remove(key);
        }
    }

    private static Post post(TakenVisit visit) {
        return new Post(visit.visitTypeId(), visit.practitionerId(), visit.locationId());
    }

    private static Given given(TakenVisit visit) {
        return new Given(visit.practitionerId(), visit.visitTypeId());
    }
}
