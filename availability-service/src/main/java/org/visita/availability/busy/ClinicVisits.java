package org.visita.availability.busy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.availability.busy.TakenVisit.Given;
import org.visita.availability.busy.TakenVisit.Post;
import org.visita.contracts.booking.Hold;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;
import org.visita.rules.GroupSession;
import org.visita.rules.Timeline;

/**
 * The visits of one clinic, by all that the rules engine asks for. One writer at a time, many readers. By itself it has
 * no holds: they stand beside it, and each viewer sees others of them.
 */
final class ClinicVisits implements BusyTimes {

    private final Map<UUID, TakenVisit> byId = new HashMap<>();
    private volatile int size;
    private final ClinicHolds holds = new ClinicHolds();
    private final VisitGroups<String, Timeline> timelines = new VisitGroups<>(Groups::timeline, Timeline.FREE);
    private final VisitGroups<Post, List<GroupSession>> sessions = new VisitGroups<>(Groups::sessions, List.of());
    private final VisitGroups<Given, DayCounts> counts = new VisitGroups<>(DayCounts::of, DayCounts.NONE);

    void apply(TakenVisit visit, Window window) {
        apply(visit, null, window);
    }

    /**
     * Does nothing if this version, or a newer one, is known.
     *
     * @param hold null unless the visit is held
     */
    void apply(TakenVisit visit, Hold hold, Window window) {
        TakenVisit known = byId.get(visit.id());
        TakenVisit next = window.touches(visit) ? visit : visit.asOutside();
        if (known == null ? isOfNoUse(next, window) : !known.isReplacedBy(next)) {
            return;
        }
        next = known == null ? next : next.rememberedLike(known);
        boolean isHeld = hold != null && !next.outside();
        if (isHeld) {
            holds.put(new HeldVisit(next, hold));
            next = next.asHeld();
        }
        byId.put(next.id(), next);
        join(next);
        if (known != null) {
            // Only now: in between, a search would see the time free. A visit that is there twice takes no more of it,
            // and a seat or a count too many is the safe side.
            leave(known);
        }
        if (!isHeld) {
            // Here too only now; and who searches reads the holds first, then the visits.
            holds.remove(next.id());
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
                holds.remove(visit.id());
            }
            return gone;
        });
        size = byId.size();
    }

    /** How many bookings are known; waits for nobody. */
    int size() {
        return size;
    }

    /** What is taken for this viewer, within the scope. */
    BusyTimes seenBy(Viewer viewer, BusyScope scope) {
        List<TakenVisit> held = holds.keepingOut(viewer);
        return held.isEmpty() ? this : TimesWithHolds.of(this, held, scope);
    }

    VisitGroups<String, Timeline> timelines() {
        return timelines;
    }

    VisitGroups<Post, List<GroupSession>> sessions() {
        return sessions;
    }

    VisitGroups<Given, DayCounts> counts() {
        return counts;
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
        return counts.where(given -> given.practitionerId().equals(practitionerId))
                .mapToInt(days -> days.within(first, last))
                .sum();
    }

    /** Only a booking gives a visit to somebody; a search has nobody to choose. */
    @Override
    public Instant lastAssignedAt(String practitionerId) {
        throw new UnsupportedOperationException("searches do not choose a practitioner");
    }

    private void join(TakenVisit visit) {
        if (visit.live()) {
            visit.resources().forEach(id -> timelines.add(id, visit));
            if (visit.sessionId() != null) {
                sessions.add(visit.post(), visit);
            }
        }
        if (visit.counts()) {
            counts.add(visit.given(), visit);
        }
    }

    private void leave(TakenVisit visit) {
        if (visit.live()) {
            visit.resources().forEach(id -> timelines.remove(id, visit));
            if (visit.sessionId() != null) {
                sessions.remove(visit.post(), visit);
            }
        }
        if (visit.counts()) {
            counts.remove(visit.given(), visit);
        }
    }
}
