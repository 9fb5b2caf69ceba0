package org.visita.rules;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Generates small clinics near the days on which calendars go wrong. */
final class Worlds {

    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "Australia/Lord_Howe", // shifts by 30 minutes
            "Pacific/Chatham", // 12:45, shifts at a quarter to three
            "Asia/Kathmandu", // 5:45, never shifts
            "America/Santiago", // no midnight in spring
            "Asia/Beirut", // no midnight in spring
            "America/St_Johns", // -3:30
            "Africa/Casablanca", // shifts twice around Ramadan
            "Pacific/Apia", // skipped a date in 2011
            "UTC");

    private static final List<String> PRACTITIONERS = List.of("ada", "ben");
    private static final List<String> LOCATIONS = List.of("north", "south");
    private static final List<Room> ROOMS =
            List.of(new Room("n1", "north"), new Room("n2", "north"), new Room("s1", "south"));
    static final String PATIENT = "patient";

    private record Scene(ZoneId north, ZoneId south, Instant near) {}

    private record Hours(Set<DayOfWeek> days, LocalTime start, LocalTime end) {}

    private Worlds() {}

    static Arbitrary<World> any() {
        return scenes().flatMap(scene -> Combinators.combine(
                        types(),
                        schedules(scene).list().ofMinSize(3).ofMaxSize(6),
                        busy(scene).list().ofMaxSize(12),
                        queries(scene),
                        rooms())
                .as((type, schedules, busy, query, rooms) -> new World(
                        List.of(new Location("north", scene.north), new Location("south", scene.south)),
                        rooms,
                        PRACTITIONERS.stream().map(Practitioner::new).toList(),
                        type,
                        numbered(schedules),
                        busy,
                        query)));
    }

    private static Arbitrary<Scene> scenes() {
        Arbitrary<ZoneId> zones = Arbitraries.of(ZONES).map(ZoneId::of);
        return Combinators.combine(zones, zones)
                .flatAs((north, south) -> instants(north).map(near -> new Scene(north, south, near)));
    }

    private static Arbitrary<Instant> instants(ZoneId zone) {
        List<Instant> odd = new ArrayList<>(List.of(Instant.parse("2024-02-29T12:00:00Z")));
        var shift = zone.getRules().nextTransition(Instant.parse("2011-01-01T00:00:00Z"));
        while (shift != null && shift.getDateTimeBefore().getYear() < 2030) {
            odd.add(shift.getInstant());
            shift = zone.getRules().nextTransition(shift.getInstant());
        }
        return Arbitraries.of(odd);
    }

    private static Arbitrary<List<Room>> rooms() {
        return Arbitraries.of(ROOMS, ROOMS, ROOMS.subList(0, 1), List.of());
    }

    private static Arbitrary<VisitType> types() {
        Arbitrary<Integer> buffer = Arbitraries.of(0, 0, 5, 10, 25);
        return Combinators.combine(
                        Arbitraries.of(10, 15, 30, 45, 60, 150),
                        Arbitraries.of(5, 15, 20, 30, 45, 50, 75),
                        buffer,
                        buffer,
                        Arbitraries.of(0, 0, 0, 60, 1500),
                        Arbitraries.of(2500, 100_000, 100_000),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(List.of(Set.<String>of(), Set.<String>of(), Set.of("ada"))))
                .as((duration, interval, before, after, notice, horizon, room, practitioners) -> new VisitType(
                        Visits.TYPE,
                        Duration.ofMinutes(duration),
                        Duration.ofMinutes(interval),
                        Duration.ofMinutes(before),
                        Duration.ofMinutes(after),
                        Duration.ofMinutes(notice),
                        Duration.ofMinutes(horizon),
                        room,
                        practitioners,
                        Set.of()));
    }

    private static Arbitrary<Schedule> schedules(Scene scene) {
        LocalDate date = LocalDate.ofInstant(scene.near, scene.north);
        Arbitrary<LocalDate> bound =
                Arbitraries.integers().between(0, 4).map(date::plusDays).injectNull(0.9);
        return Combinators.combine(
                        Arbitraries.of(PRACTITIONERS),
                        Arbitraries.of(LOCATIONS),
                        bound.map(from -> from == null ? null : from.minusDays(4)),
                        bound,
                        hours().list().ofMinSize(1).ofMaxSize(3))
                .as((practitioner, location, from, to, hours) ->
                        new Schedule("unnumbered", practitioner, location, from, to, windows(hours)));
    }

    private static Arbitrary<Hours> hours() {
        Arbitrary<Set<DayOfWeek>> days = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(EnumSet.allOf(DayOfWeek.class))),
                Tuple.of(2, Arbitraries.of(DayOfWeek.class).set().ofMinSize(2)));
        Arbitrary<LocalTime> times = Arbitraries.frequencyOf(
                Tuple.of(
                        2,
                        Arbitraries.of(0, 30, 60, 120, 150, 180, 480, 720, 1320, 1380)
                                .map(minute -> LocalTime.ofSecondOfDay(minute * 60L))),
                Tuple.of(1, Arbitraries.integers().between(0, 287).map(five -> LocalTime.ofSecondOfDay(five * 300L))));
        return Combinators.combine(days, times, times).as(Hours::new);
    }

    private static Arbitrary<Busy> busy(Scene scene) {
        return Combinators.combine(
                        Arbitraries.of("ada", "ben", "n1", "n2", "s1", PATIENT),
                        Arbitraries.integers().between(-2000, 3500).withDistribution(RandomDistribution.uniform()),
                        Arbitraries.integers().between(1, 240))
                .as((resource, offset, length) -> {
                    Instant start = scene.near.plus(offset, ChronoUnit.MINUTES);
                    return new Busy(resource, start, start.plus(length, ChronoUnit.MINUTES));
                });
    }

    private static Arbitrary<SlotQuery> queries(Scene scene) {
        Arbitrary<Set<String>> anyone = Arbitraries.of(PRACTITIONERS).set().ofMaxSize(1);
        Arbitrary<Set<String>> anywhere = Arbitraries.of(LOCATIONS).set().ofMaxSize(1);
        return Combinators.combine(
                        Arbitraries.integers().between(-1500, 1000).withDistribution(RandomDistribution.uniform()),
                        Arbitraries.integers().between(60, 2880).withDistribution(RandomDistribution.uniform()),
                        anyone,
                        anywhere,
                        Arbitraries.integers().between(-3000, 300).withDistribution(RandomDistribution.uniform()))
                .as((offset, span, practitioners, locations, sinceNow) -> {
                    Instant from = scene.near.plus(offset, ChronoUnit.MINUTES);
                    return new SlotQuery(
                            Visits.TYPE,
                            from,
                            from.plus(span, ChronoUnit.MINUTES),
                            practitioners,
                            locations,
                            from.plus(sinceNow, ChronoUnit.MINUTES),
                            SlotQuery.MAX_LIMIT);
                });
    }

    private static List<WeeklyWindow> windows(List<Hours> hours) {
        return hours.stream()
                .flatMap(of -> of.days.stream().map(day -> new WeeklyWindow(day, of.start, of.end)))
                .toList();
    }

    private static List<Schedule> numbered(List<Schedule> schedules) {
        List<Schedule> numbered = new ArrayList<>();
        for (Schedule each : schedules) {
            numbered.add(new Schedule(
                    "s" + numbered.size(),
                    each.practitionerId(),
                    each.locationId(),
                    each.validFrom(),
                    each.validTo() != null
                                    && each.validFrom() != null
                                    && each.validTo().isBefore(each.validFrom())
                            ? null
                            : each.validTo(),
                    each.windows()));
        }
        return numbered;
    }
}
