package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.statistics.Statistics;

/** Fails a property whose generator meets too little of what it is there for. */
final class WorldStatistics {

    private WorldStatistics() {}

    static void collect(World world, List<Slot> slots) {
        atLeast(30, "slots", !slots.isEmpty());
        atLeast(45, "clock shift", isNearShift(world));
        atLeast(
                40,
                "override of a date in the query",
                world.all(DateOverride.class).stream()
                        .anyMatch(each -> isAsked(world, each.locationId(), each.date())));
        atLeast(
                8,
                "holiday in the query",
                world.all(Holiday.class).stream().anyMatch(each -> isAsked(world, "north", each.firstDate())));
        atLeast(22, "slots in person", has(slots, Modality.IN_PERSON));
        atLeast(13, "slots at a distance", has(slots, Modality.TELEHEALTH));
        atLeast(3, "slots of both kinds", has(slots, Modality.IN_PERSON) && has(slots, Modality.TELEHEALTH));
        atLeast(
                1,
                "seats left in a session",
                slots.stream()
                        .anyMatch(slot -> slot.remaining() != null
                                && slot.remaining() < world.type().seats()));
        atLeast(1, "full session that makes a difference", fullSessionMatters(world, slots));
        atLeast(9, "devices", slots.stream().anyMatch(slot -> !slot.equipmentIds()
                .isEmpty()));
        atLeast(5, "rooms", slots.stream().anyMatch(slot -> slot.roomId() != null));
        atLeast(3, "limit that makes a difference", limitMatters(world, slots));
    }

    static void atLeast(double percent, String label, boolean met) {
        Statistics.label(label).collect(met);
        Statistics.label(label).coverage(cases -> cases.check(true).percentage(share -> share >= percent));
    }

    private static boolean has(List<Slot> slots, Modality modality) {
        return slots.stream().anyMatch(slot -> slot.modality() == modality);
    }

    private static boolean limitMatters(World world, List<Slot> slots) {
        Taken without = new Taken(
                world.taken().busy(),
                world.taken().sessions(),
                List.of(),
                world.taken().lastAssignedAt());
        return !world.type().limits().isNone() && world.with(without).slots().size() != slots.size();
    }

    private static boolean fullSessionMatters(World world, List<Slot> slots) {
        List<GroupSession> withSeats = world.taken().sessions().stream()
                .map(each -> new GroupSession(
                        each.visitTypeId(),
                        each.practitionerId(),
                        each.locationId(),
                        each.modality(),
                        each.start(),
                        each.end(),
                        each.occupiedFrom(),
                        each.occupiedTo(),
                        each.roomId(),
                        each.equipmentIds(),
                        1))
                .toList();
        Taken taken = world.taken();
        return world.type().isGroup()
                && world.with(new Taken(taken.busy(), withSeats, taken.counts(), taken.lastAssignedAt()))
                                .slots()
                                .size()
                        != slots.size();
    }

    private static boolean isNearShift(World world) {
        ZoneId zone = world.location("north").zone();
        Instant from = world.query().from().minusSeconds(24 * 60 * 60);
        return !Objects.equals(
                zone.getRules().nextTransition(from),
                zone.getRules().nextTransition(world.query().to()));
    }

    private static boolean isAsked(World world, String locationId, LocalDate date) {
        ZoneId zone = world.location(locationId).zone();
        return !date.isBefore(LocalDate.ofInstant(world.query().from(), zone))
                && !date.isAfter(LocalDate.ofInstant(world.query().to(), zone));
    }
}
