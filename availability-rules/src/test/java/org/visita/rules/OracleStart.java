package org.visita.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether one practitioner can start the visit at one location, at one instant, in one way; the rules in order. */
final class OracleStart {

    record Answer(Optional<Slot> slot, RefusalReason reason) {

        static Answer no(RefusalReason reason) {
            return new Answer(Optional.empty(), reason);
        }
    }

    private final World world;
    private final OracleClock clock;
    private final OracleTaken taken;
    private final VisitType type;
    private final VisitTiming timing;
    private final Map<String, OracleHours> hours = new HashMap<>();

    OracleStart(World world, OracleClock clock, OracleTaken taken) {
        this.world = world;
        this.clock = clock;
        this.taken = taken;
        this.type = world.type();
        this.timing = timingFor(world.query().patient());
    }

    VisitTiming timing() {
        return timing;
    }

    private VisitTiming timingFor(PatientStatus patient) {
        if (patient == null && type.patients().size() == 1) {
            return timingFor(List.copyOf(type.patients()).getFirst());
        }
        VisitTiming variant = patient == null ? null : type.variants().get(patient);
        return variant == null ? type.timing() : variant;
    }

    Answer answer(OracleOffers.Place place, Modality modality, Instant start) {
        String practitionerId = place.practitioner().id();
        Location location = place.location();
        int from = clock.floor(start.minus(timing.bufferBefore()));
        int to = clock.ceil(start.plus(timing.duration()).plus(timing.bufferAfter()));
        OracleHours working = hours.computeIfAbsent(
                practitionerId + location.id() + modality,
                key -> new OracleHours(world, clock, practitionerId, location, modality));
        if (taken.isClosed(practitionerId, location.id(), from, to)) {
            return Answer.no(RefusalReason.OUTSIDE_AVAILABILITY);
        }
        if (!working.cover(from, to)) {
            boolean named = working.nameNonexistentTimeOn(clock.date(location.zone(), clock.floor(start)));
            return Answer.no(named ? RefusalReason.NONEXISTENT_LOCAL_TIME : RefusalReason.OUTSIDE_AVAILABILITY);
        }
        boolean wholeMinute = clock.instant(clock.floor(start)).equals(start);
        if (!wholeMinute
                || (from - working.gridStart(from)) % timing.slotInterval().toMinutes() != 0) {
            return Answer.no(RefusalReason.OFF_GRID);
        }
        Optional<GroupSession> session = taken.session(practitionerId, location.id(), modality, start);
        return session.isPresent()
                ? join(session.get(), location)
                : begin(practitionerId, location, modality, start, from, to);
    }

    private Answer join(GroupSession session, Location location) {
        int left = type.seats() - session.seatsTaken();
        return left <= 0
                ? Answer.no(RefusalReason.SLOT_TAKEN)
                : slot(
                        session.practitionerId(),
                        location,
                        session.modality(),
                        session.start(),
                        session.end(),
                        session.roomId(),
                        session.equipmentIds(),
                        left);
    }

    private Answer begin(String practitionerId, Location location, Modality modality, Instant start, int from, int to) {
        if (taken.isLimitReached(practitionerId, clock.date(location.zone(), clock.floor(start)))) {
            return Answer.no(RefusalReason.LIMIT_REACHED);
        }
        boolean inPerson = modality == Modality.IN_PERSON;
        Optional<String> room = firstFree(roomsOf(location), from, to);
        List<String> devices = new ArrayList<>();
        for (String kind : type.equipmentTypes().stream().sorted().toList()) {
            firstFree(devicesOf(location, kind), from, to).ifPresent(devices::add);
        }
        boolean lacks = inPerson
                && (type.requiresRoom() && room.isEmpty()
                        || devices.size() < type.equipmentTypes().size());
        if (taken.isTaken(practitionerId, from, to) || lacks) {
            return Answer.no(RefusalReason.SLOT_TAKEN);
        }
        String taking = inPerson && type.requiresRoom() ? room.get() : null;
        List<String> with = inPerson ? devices : List.of();
        return slot(
                practitionerId, location, modality, start, start.plus(timing.duration()), taking, with, type.seats());
    }

    private Answer slot(
            String practitionerId,
            Location location,
            Modality modality,
            Instant start,
            Instant end,
            String room,
            List<String> devices,
            int seatsLeft) {
        Integer remaining = type.seats() > 1 ? seatsLeft : null;
        Slot slot = new Slot(
                start,
                end,
                location.zone(),
                practitionerId,
                location.id(),
                modality,
                room,
                devices,
                remaining,
                type.id());
        return new Answer(Optional.of(slot), null);
    }

    private Optional<String> firstFree(List<String> ids, int from, int to) {
        return ids.stream().sorted().filter(id -> !taken.isTaken(id, from, to)).findFirst();
    }

    private List<String> roomsOf(Location location) {
        return world.all(Room.class).stream()
                .filter(room -> room.locationId().equals(location.id()))
                .map(Room::id)
                .toList();
    }

    private List<String> devicesOf(Location location, String kind) {
        return world.all(Equipment.class).stream()
                .filter(device -> device.locationId().equals(location.id())
                        && device.type().equals(kind))
                .map(Equipment::id)
                .toList();
    }
}
