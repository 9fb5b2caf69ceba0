package org.visita.rules;

import java.time.Duration;
import java.util.Set;

/** Visit types for tests: half an hour, every half hour, without buffers, notice or room, a year ahead. */
record Visits(
        long duration,
        long interval,
        long before,
        long after,
        Duration notice,
        Duration horizon,
        boolean requiresRoom) {

    static final String TYPE = "checkup";

    static Visits halfHours() {
        return new Visits(30, 30, 0, 0, Duration.ZERO, Duration.ofDays(366), false);
    }

    Visits lasting(long minutes) {
        return new Visits(minutes, interval, before, after, notice, horizon, requiresRoom);
    }

    Visits every(long minutes) {
        return new Visits(duration, minutes, before, after, notice, horizon, requiresRoom);
    }

    Visits buffers(long minutesBefore, long minutesAfter) {
        return new Visits(duration, interval, minutesBefore, minutesAfter, notice, horizon, requiresRoom);
    }

    Visits notice(Duration of) {
        return new Visits(duration, interval, before, after, of, horizon, requiresRoom);
    }

    Visits horizon(Duration of) {
        return new Visits(duration, interval, before, after, notice, of, requiresRoom);
    }

    Visits inRoom() {
        return new Visits(duration, interval, before, after, notice, horizon, true);
    }

    VisitType type() {
        return offered(Set.of(), Set.of());
    }

    VisitType offered(Set<String> practitionerIds, Set<String> locationIds) {
        return new VisitType(
                TYPE,
                Duration.ofMinutes(duration),
                Duration.ofMinutes(interval),
                Duration.ofMinutes(before),
                Duration.ofMinutes(after),
                notice,
                horizon,
                requiresRoom,
                practitionerIds,
                locationIds);
    }
}
