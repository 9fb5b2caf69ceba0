package org.visita.availability.busy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.visita.rules.GroupSession;
import org.visita.rules.Timeline;

/** What the engine reads of visits that share a resource, or a post. */
final class Groups {

    private Groups() {}

    static Timeline timeline(List<TakenVisit> visits) {
        long[] starts = visits.stream().mapToLong(TakenVisit::from).toArray();
        long[] ends = visits.stream().mapToLong(TakenVisit::to).toArray();
        return Timeline.of(starts, ends);
    }

    /** In order of time. */
    static List<GroupSession> sessions(List<TakenVisit> seats) {
        return seats.stream().collect(Collectors.groupingBy(TakenVisit::sessionId)).values().stream()
                .map(Groups::session)
                .sorted(Comparator.comparing(GroupSession::start))
                .toList();
    }

    private static GroupSession session(List<TakenVisit> seats) {
        // All seats say the same of their session. If they did not, every replica still has to choose alike.
        TakenVisit any =
                seats.stream().min(Comparator.comparing(TakenVisit::id)).orElseThrow();
        return new GroupSession(
                any.visitTypeId(),
                any.practitionerId(),
                any.locationId(),
                any.modality(),
                Instant.ofEpochSecond(any.start()),
                Instant.ofEpochSecond(any.end()),
                Instant.ofEpochSecond(any.from()),
                Instant.ofEpochSecond(any.to()),
                any.roomId(),
                any.equipmentIds(),
                seats.size());
    }
}
