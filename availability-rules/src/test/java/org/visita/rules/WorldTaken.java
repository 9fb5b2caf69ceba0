package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates what is taken. Sessions stand where a schedule has a slot, if nothing else speaks against it. */
final class WorldTaken {

    private record Seats(int schedule, int day, int window, int modality, int step, int taken) {}

    private record Loose(
            List<Busy> busy, List<Seats> seats, List<VisitCount> counts, Map<String, Instant> lastAssignedAt) {}

    private WorldTaken() {}

    static Arbitrary<Taken> any(Scene scene, List<CatalogPart> parts, VisitType type) {
        List<String> resources = new ArrayList<>(Scene.PRACTITIONERS);
        parts.stream()
                .filter(part -> part instanceof Room || part instanceof Equipment)
                .forEach(part -> resources.add(part.id()));
        resources.addAll(List.of(Scene.PATIENT, Scene.PATIENT));
        List<Schedule> schedules = parts.stream()
                .filter(Schedule.class::isInstance)
                .map(Schedule.class::cast)
                .toList();
        return Combinators.combine(
                        busy(scene, resources).list().ofMaxSize(20),
                        seats().list().ofMaxSize(type.isGroup() ? 10 : 1),
                        counts(scene).list().ofMaxSize(8),
                        lastAssigned(scene))
                .as(Loose::new)
                .map(loose -> seated(loose, scene, parts, schedules, type));
    }

    private static Arbitrary<Busy> busy(Scene scene, List<String> resources) {
        return Combinators.combine(
                        Arbitraries.of(resources),
                        Scene.minutes(-2000, 3500),
                        Scene.minutes(1, 240),
                        Arbitraries.of(0, 0, 0, 1, 30_000, 59_999))
                .as((resource, offset, length, millis) -> new Busy(
                        resource,
                        scene.after(offset).plusMillis(millis),
                        scene.after(offset + length).plusMillis(millis)));
    }

    private static Arbitrary<Seats> seats() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 10);
        return Combinators.combine(
                        place,
                        Arbitraries.of(0, 0, 1, -1),
                        place,
                        place,
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.of(1, 1, 2, 3))
                .as(Seats::new);
    }

    private static Arbitrary<VisitCount> counts(Scene scene) {
        return Combinators.combine(
                        Arbitraries.of(Scene.PRACTITIONERS),
                        Arbitraries.of(Visits.TYPE, Visits.TYPE, "other"),
                        Arbitraries.integers().between(-4, 4).map(scene.date()::plusDays),
                        Arbitraries.of(0, 1, 1, 2))
                .as(VisitCount::new);
    }

    private static Arbitrary<Map<String, Instant>> lastAssigned(Scene scene) {
        Arbitrary<Instant> instants =
                Arbitraries.of(-100, -50).map(scene::after).injectNull(0.3);
        return Combinators.combine(instants, instants).as((ada, ben) -> {
            Map<String, Instant> last = new HashMap<>();
            last.put("ada", ada);
            last.put("ben", ben);
            last.values().removeIf(each -> each == null);
            return Map.copyOf(last);
        });
    }

    private static Taken seated(
            Loose loose, Scene scene, List<CatalogPart> parts, List<Schedule> schedules, VisitType type) {
        Map<List<Object>, GroupSession> sessions = new HashMap<>();
        List<Busy> busy = new ArrayList<>(loose.busy);
        for (Seats seats : loose.seats) {
            GroupSession session = session(seats, scene, parts, schedules, type);
            List<Object> once = List.of(session.practitionerId(), session.locationId(), session.start());
            if (sessions.put(once, session) == null) {
                Instant from = session.occupiedFrom();
                Instant to = session.occupiedTo();
                busy.add(new Busy(session.practitionerId(), from, to));
                if (session.roomId() != null) {
                    busy.add(new Busy(session.roomId(), from, to));
                }
            }
        }
        return new Taken(busy, List.copyOf(sessions.values()), loose.counts, loose.lastAssignedAt);
    }

    /** At a slot of a schedule, as long as nothing has moved its grid. */
    private static GroupSession session(
            Seats seats, Scene scene, List<CatalogPart> parts, List<Schedule> schedules, VisitType type) {
        Schedule schedule = pick(schedules, seats.schedule);
        Modality modality = pick(type.modalities().stream().sorted().toList(), seats.modality);
        LocalDate date = scene.date().plusDays(seats.day);
        List<WeeklyWindow> ofDay = schedule.windows().stream()
                .filter(window -> window.day() == date.getDayOfWeek())
                .toList();
        WeeklyWindow window = pick(ofDay.isEmpty() ? schedule.windows() : ofDay, seats.window);
        Instant start = date.atTime(window.start())
                .atZone(schedule.locationId().equals("north") ? scene.north() : scene.south())
                .toInstant()
                .plus(type.timing().bufferBefore())
                .plus(type.timing().slotInterval().multipliedBy(seats.step));
        // Some were opened before the visit type was made shorter.
        Instant end = start.plus(type.timing().duration()).plusSeconds(seats.taken % 2 * 600L);
        boolean takesRoom = type.requiresRoom() && modality == Modality.IN_PERSON;
        return new GroupSession(
                type.id(),
                schedule.practitionerId(),
                schedule.locationId(),
                modality,
                start,
                end,
                start.minus(type.timing().bufferBefore()),
                end.plus(type.timing().bufferAfter()),
                takesRoom ? room(parts, schedule.locationId()) : null,
                List.of(),
                seats.taken);
    }

    private static String room(List<CatalogPart> parts, String locationId) {
        return parts.stream()
                .filter(part -> part instanceof Room room && room.locationId().equals(locationId))
                .map(CatalogPart::id)
                .findFirst()
                .orElse(null);
    }

    private static <T> T pick(List<T> from, int at) {
        return from.get(at % from.size());
    }
}
