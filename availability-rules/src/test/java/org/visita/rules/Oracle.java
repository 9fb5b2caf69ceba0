package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same rules once more, minute by minute: slow, obvious, and sharing nothing with the engine but the records. Knows
 * whole minutes only. A minute is counted from {@link #base}, long before the query.
 */
final class Oracle {

    private static final int DAY = 24 * 60;
    private static final int DAYS_BEFORE = 12;
    private static final int DAYS_AFTER = 4;

    private record Minutes(BitSet working, int[] gridStart) {}

    private final World world;
    private final Instant base;
    private final int size;
    private final Map<ZoneId, long[]> wallClocks = new HashMap<>();
    private final Map<String, Minutes> hours = new HashMap<>();
    private final Map<String, BitSet> taken = new HashMap<>();

    Oracle(World world) {
        this.world = world;
        this.base = world.query().from().minusSeconds(DAYS_BEFORE * DAY * 60L);
        this.size = minute(world.query().to()) + DAYS_AFTER * DAY;
        for (Busy busy : world.busy()) {
            BitSet minutes = taken.computeIfAbsent(busy.resourceId(), id -> new BitSet());
            minutes.set(Math.clamp(minute(busy.start()), 0, size), Math.clamp(minute(busy.end()), 0, size));
        }
    }

    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (int start = minute(world.query().from());
                start < minute(world.query().to());
                start++) {
            for (String practitionerId : List.of("ada", "ben")) {
                for (Location location : world.locations()) {
                    if (world.asksFor(practitionerId, location.id())
                            && refusal(practitionerId, location, start).isEmpty()) {
                        slots.add(new Slot(
                                instant(start),
                                instant(start).plus(world.type().duration()),
                                location.zone(),
                                practitionerId,
                                location.id(),
                                freeRoom(location, start),
                                world.type().id()));
                    }
                }
            }
        }
        return slots;
    }

    /** Why that practitioner cannot start the visit there and then; empty if nothing speaks against it. */
    Optional<RefusalReason> refusal(String practitionerId, Location location, int start) {
        VisitType type = world.type();
        Instant now = world.query().now();
        if (instant(start).isBefore(now.plus(type.notice()))) {
            return Optional.of(RefusalReason.BELOW_NOTICE);
        }
        if (instant(start).isAfter(now.plus(type.horizon()))) {
            return Optional.of(RefusalReason.BEYOND_HORIZON);
        }
        boolean offered = World.matches(type.practitionerIds(), practitionerId)
                && (!type.requiresRoom()
                        || world.rooms().stream()
                                .anyMatch(room -> room.locationId().equals(location.id())));
        Minutes minutes =
                hours.computeIfAbsent(practitionerId + "@" + location.id(), key -> minutesOf(practitionerId, location));
        if (!offered || minutes.working.get(from(start), to(start)).cardinality() < to(start) - from(start)) {
            return Optional.of(RefusalReason.OUTSIDE_AVAILABILITY);
        }
        int onGrid = from(start) - minutes.gridStart[from(start)];
        if (onGrid % type.slotInterval().toMinutes() != 0) {
            return Optional.of(RefusalReason.OFF_GRID);
        }
        boolean roomless = type.requiresRoom() && freeRoom(location, start) == null;
        return isTaken(practitionerId, from(start), to(start)) || roomless
                ? Optional.of(RefusalReason.SLOT_TAKEN)
                : Optional.empty();
    }

    boolean patientIsElsewhere(int start) {
        int end = start + (int) world.type().duration().toMinutes();
        return isTaken(Worlds.PATIENT, start, end);
    }

    int minute(Instant instant) {
        return Math.toIntExact(Math.floorDiv(instant.getEpochSecond() - base.getEpochSecond(), 60));
    }

    Instant instant(int minute) {
        return base.plusSeconds(minute * 60L);
    }

    private String freeRoom(Location location, int start) {
        return world.rooms().stream()
                .filter(room -> world.type().requiresRoom())
                .filter(room -> room.locationId().equals(location.id()))
                .map(Room::id)
                .sorted()
                .filter(room -> !isTaken(room, from(start), to(start)))
                .findFirst()
                .orElse(null);
    }

    private boolean isTaken(String resourceId, int from, int to) {
        int next = taken.getOrDefault(resourceId, new BitSet()).nextSetBit(from);
        return next >= 0 && next < to;
    }

    private int from(int start) {
        return start - (int) world.type().bufferBefore().toMinutes();
    }

    private int to(int start) {
        return start
                + (int) world.type().duration().toMinutes()
                + (int) world.type().bufferAfter().toMinutes();
    }

    private Minutes minutesOf(String practitionerId, Location location) {
        long[] wallClock = wallClocks.computeIfAbsent(location.zone(), this::wallClock);
        BitSet working = new BitSet();
        BitSet windowStarts = new BitSet();
        for (Schedule schedule : world.schedules()) {
            if (schedule.practitionerId().equals(practitionerId)
                    && schedule.locationId().equals(location.id())) {
                markWindows(schedule, wallClock, working, windowStarts);
            }
        }
        int[] gridStart = new int[size];
        int mergedStart = 0;
        for (int minute = 1; minute < size; minute++) {
            if (working.get(minute)) {
                boolean merges = working.get(minute - 1);
                mergedStart = merges ? mergedStart : minute;
                boolean begins = !merges || (windowStarts.get(minute) && minute - mergedStart >= DAY);
                gridStart[minute] = begins ? minute : gridStart[minute - 1];
            }
        }
        return new Minutes(working, gridStart);
    }

    private void markWindows(Schedule schedule, long[] wallClock, BitSet working, BitSet windowStarts) {
        LocalDate first = LocalDate.ofInstant(base, ZoneOffset.UTC).plusDays(1);
        LocalDate last = LocalDate.ofInstant(instant(size), ZoneOffset.UTC).minusDays(2);
        first.datesUntil(last).forEach(date -> {
            boolean valid = (schedule.validFrom() == null || date.compareTo(schedule.validFrom()) >= 0)
                    && (schedule.validTo() == null || date.compareTo(schedule.validTo()) <= 0);
            for (WeeklyWindow window : schedule.windows()) {
                if (valid && window.day() == date.getDayOfWeek()) {
                    LocalDate endDate = window.end().isAfter(window.start()) ? date : date.plusDays(1);
                    int start = find(date, window.start(), wallClock, true);
                    int end = find(endDate, window.end(), wallClock, false);
                    if (start < end) {
                        working.set(start, end);
                        windowStarts.set(start);
                    }
                }
            }
        });
    }

    /** The first or last minute at which the clock on the wall says that; the first later one if it never does. */
    private int find(LocalDate date, LocalTime time, long[] wallClock, boolean wantsFirst) {
        long said = epochMinute(date.atTime(time));
        int near = minute(date.atTime(time).toInstant(ZoneOffset.UTC));
        int first = Math.max(0, near - 2 * DAY);
        int last = Math.min(size, near + 2 * DAY);
        int found = -1;
        int later = -1;
        for (int minute = first; minute < last; minute++) {
            if (wallClock[minute] == said && (found < 0 || !wantsFirst)) {
                found = minute;
            }
            if (wallClock[minute] > said && later < 0) {
                later = minute;
            }
        }
        return found >= 0 ? found : later;
    }

    private long[] wallClock(ZoneId zone) {
        long[] wallClock = new long[size];
        Arrays.setAll(wallClock, minute -> epochMinute(LocalDateTime.ofInstant(instant(minute), zone)));
        return wallClock;
    }

    private static long epochMinute(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC) / 60;
    }
}
