package org.visita.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates hours, and what closes them. Ids are numbers, given later. */
final class WorldHours {

    private static final String LATER = "unnumbered";

    private record Hours(Set<DayOfWeek> days, LocalTime start, LocalTime end) {}

    private WorldHours() {}

    static Arbitrary<Schedule> schedules(Scene scene) {
        return schedules(scene, hours().list().ofMinSize(1).ofMaxSize(3));
    }

    static Arbitrary<Schedule> nights(Scene scene) {
        Arbitrary<LocalTime> evenings = Scene.minutes(252, 287).map(five -> minute(5 * five));
        Arbitrary<LocalTime> mornings = Scene.minutes(0, 84).map(five -> minute(5 * five));
        Arbitrary<Hours> nights = Combinators.combine(evenings, mornings)
                .as((start, end) -> new Hours(EnumSet.allOf(DayOfWeek.class), start, end));
        return schedules(scene, nights.list().ofSize(1));
    }

    static Arbitrary<Schedule> aroundTheClock(Scene scene) {
        Arbitrary<Set<DayOfWeek>> days = Arbitraries.of(DayOfWeek.class).set().ofMinSize(4);
        Arbitrary<Hours> hours = Combinators.combine(days, Scene.minutes(0, 287), Scene.minutes(200, 288))
                .as((on, start, length) -> new Hours(on, minute(5 * start), minute(5 * ((start + length) % 288))));
        return schedules(scene, hours.list().ofMinSize(1).ofMaxSize(2));
    }

    private static Arbitrary<Schedule> schedules(Scene scene, Arbitrary<List<Hours>> anyHours) {
        Arbitrary<LocalDate> from = Arbitraries.integers()
                .between(-4, 0)
                .map(scene.date()::plusDays)
                .injectNull(0.9);
        Arbitrary<LocalDate> to =
                Arbitraries.integers().between(0, 4).map(scene.date()::plusDays).injectNull(0.9);
        return Combinators.combine(
                        Arbitraries.of(Scene.PRACTITIONERS),
                        Arbitraries.of(Scene.LOCATIONS),
                        WorldVisits.modalities(),
                        from,
                        to,
                        anyHours)
                .as((practitioner, location, modalities, first, last, hours) ->
                        new Schedule(LATER, practitioner, location, modalities, first, last, windows(hours)));
    }

    /** Mostly none, which means always open; else the whole week, some nights included. */
    static Arbitrary<List<WeeklyWindow>> openings() {
        Arbitrary<Hours> daily = Arbitraries.of(
                        List.of(new int[] {360, 1320}, new int[] {0, 0}, new int[] {1200, 720}, new int[] {150, 1380}))
                .map(times -> new Hours(EnumSet.allOf(DayOfWeek.class), minute(times[0]), minute(times[1])));
        Arbitrary<List<Hours>> some = Combinators.combine(daily, hours()).as(List::of);
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(List.<Hours>of())), Tuple.of(2, some))
                .map(WorldHours::windows);
    }

    static Arbitrary<DateOverride> overrides(Scene scene) {
        Arbitrary<LocalWindow> windows = Combinators.combine(times(), times()).as(LocalWindow::new);
        return Combinators.combine(
                        Arbitraries.of(Scene.PRACTITIONERS),
                        Arbitraries.of(Scene.LOCATIONS),
                        Arbitraries.of(0, 0, 0, -1, 1, 2).map(scene.date()::plusDays),
                        WorldVisits.modalities(),
                        windows.list().ofMaxSize(2))
                .as((practitioner, location, date, modalities, hours) ->
                        new DateOverride(LATER, practitioner, location, date, modalities, hours));
    }

    static Arbitrary<TimeOff> timeOff(Scene scene) {
        return Combinators.combine(
                        Arbitraries.of(Scene.PRACTITIONERS), Scene.minutes(-2000, 3500), Scene.minutes(5, 900))
                .as((practitioner, offset, length) ->
                        new TimeOff(LATER, practitioner, scene.after(offset), scene.after(offset + length)));
    }

    static Arbitrary<Holiday> holidays(Scene scene) {
        return Combinators.combine(
                        Arbitraries.of(Scene.LOCATIONS).set().ofMaxSize(1),
                        Arbitraries.of(-1, 0, 0, 1).map(scene.date()::plusDays),
                        Arbitraries.of(0, 0, 1))
                .as((locations, first, more) -> new Holiday(LATER, locations, first, first.plusDays(more)));
    }

    private static Arbitrary<Hours> hours() {
        Arbitrary<Set<DayOfWeek>> days = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(EnumSet.allOf(DayOfWeek.class))),
                Tuple.of(2, Arbitraries.of(DayOfWeek.class).set().ofMinSize(2)));
        return Combinators.combine(days, times(), times()).as(Hours::new);
    }

    /** Often midnight, or a time that clocks skip and repeat. */
    private static Arbitrary<LocalTime> times() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        2,
                        Arbitraries.of(0, 0, 30, 60, 120, 150, 180, 480, 720, 1320, 1380)
                                .map(WorldHours::minute)),
                Tuple.of(1, Arbitraries.integers().between(0, 287).map(five -> minute(5 * five))));
    }

    private static LocalTime minute(int ofDay) {
        return LocalTime.ofSecondOfDay(ofDay * 60L);
    }

    private static List<WeeklyWindow> windows(List<Hours> hours) {
        return hours.stream()
                .flatMap(of -> of.days.stream().map(day -> new WeeklyWindow(day, of.start, of.end)))
                .toList();
    }
}
