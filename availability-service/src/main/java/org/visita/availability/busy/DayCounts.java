package org.visita.availability.busy;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** On which dates somebody has visits; the dates in order, one for each visit. A group's session is one visit. */
final class DayCounts {

    static final DayCounts NONE = new DayCounts(new int[0]);

    private record Session(UUID id, int date) {}

    private final int[] dates;

    private DayCounts(int[] dates) {
        this.dates = dates;
    }

    static DayCounts of(List<TakenVisit> visits) {
        Set<Session> sessions = new HashSet<>();
        return new DayCounts(visits.stream()
                .filter(visit ->
                        visit.sessionId() == null || sessions.add(new Session(visit.sessionId(), visit.date())))
                .mapToInt(TakenVisit::date)
                .sorted()
                .toArray());
    }

    /** From the first date to the last, both included. */
    int within(LocalDate first, LocalDate last) {
        return before(last.toEpochDay() + 1) - before(first.toEpochDay());
    }

    private int before(long date) {
        int low = 0;
        int high = dates.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (dates[middle] < date) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
