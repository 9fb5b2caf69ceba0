package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is taken or closed, minute by minute, and how many visits there are. */
final class OracleTaken {

    private final World world;
    private final OracleClock clock;
    private final Map<String, BitSet> taken = new HashMap<>();
    private final Map<String, BitSet> away = new HashMap<>();
    private final Map<String, BitSet> holidays = new HashMap<>();

    OracleTaken(World world, OracleClock clock) {
        this.world = world;
        this.clock = clock;
        world.taken().busy().forEach(busy -> mark(taken, busy.resourceId(), busy.start(), busy.end()));
        world.all(TimeOff.class).forEach(off -> mark(away, off.practitionerId(), off.start(), off.end()));
        for (Location location : world.all(Location.class)) {
            world.all(Holiday.class).stream()
                    .filter(holiday -> holiday.locationIds().isEmpty()
                            || holiday.locationIds().contains(location.id()))
                    .forEach(holiday -> mark(location, holiday));
        }
    }

    boolean isTaken(String resourceId, int from, int to) {
        return any(taken, resourceId, from, to);
    }

    boolean isClosed(String practitionerId, String locationId, int from, int to) {
        return any(away, practitionerId, from, to) || any(holidays, locationId, from, to);
    }

    Optional<GroupSession> session(String practitionerId, String locationId, Modality modality, Instant start) {
        return world.taken().sessions().stream()
                .filter(each -> world.type().seats() > 1
                        && each.visitTypeId().equals(world.type().id()))
                .filter(each -> each.practitionerId().equals(practitionerId))
                .filter(each -> each.locationId().equals(locationId))
                .filter(each -> each.modality() == modality && each.start().equals(start))
                .findFirst();
    }

    boolean isLimitReached(String practitionerId, LocalDate date) {
        VisitLimits limits = world.type().limits();
        int ofDay = 0;
        int ofWeek = 0;
        for (VisitCount count : world.taken().counts()) {
            if (count.practitionerId().equals(practitionerId)
                    && count.visitTypeId().equals(world.type().id())) {
                ofDay += count.date().equals(date) ? count.visits() : 0;
                ofWeek += isSameWeek(count.date(), date) ? count.visits() : 0;
            }
        }
        return limits.perDay() != null && ofDay >= limits.perDay()
                || limits.perWeek() != null && ofWeek >= limits.perWeek();
    }

    /** Visits of any type. */
    int visitsInWeekOf(String practitionerId, LocalDate date) {
        return world.taken().counts().stream()
                .filter(count -> count.practitionerId().equals(practitionerId) && isSameWeek(count.date(), date))
                .mapToInt(VisitCount::visits)
                .sum();
    }

    Instant lastAssignedAt(String practitionerId) {
        return world.taken().lastAssignedAt().getOrDefault(practitionerId, Instant.MIN);
    }

    private static boolean isSameWeek(LocalDate one, LocalDate other) {
        return one.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) == other.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
                && one.get(IsoFields.WEEK_BASED_YEAR) == other.get(IsoFields.WEEK_BASED_YEAR);
    }

    private void mark(Map<String, BitSet> of, String id, Instant start, Instant end) {
        int from = Math.clamp(clock.floor(start), 0, clock.size());
        int to = Math.clamp(clock.ceil(end), 0, clock.size());
        of.computeIfAbsent(id, first -> new BitSet()).set(from, to);
    }

    /** From the first minute to the last in which the clock shows one of the dates. */
    private void mark(Location location, Holiday holiday) {
        BitSet minutes = new BitSet();
        for (int minute = 0; minute < clock.size(); minute++) {
            LocalDate date = clock.date(location.zone(), minute);
            minutes.set(minute, !date.isBefore(holiday.firstDate()) && !date.isAfter(holiday.lastDate()));
        }
        if (!minutes.isEmpty()) {
            holidays.computeIfAbsent(location.id(), first -> new BitSet()).set(minutes.nextSetBit(0), minutes.length());
        }
    }

    private static boolean any(Map<String, BitSet> of, String id, int from, int to) {
        int next = of.getOrDefault(id, new BitSet()).nextSetBit(from);
        return next >= 0 && next < to;
    }
}
