package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** One window near a shift of the clocks: how it steps, and that it may be cut anywhere. */
class CalendarPropertiesTest {

    @Provide
    Arbitrary<Scene> scenes() {
        return Scene.any();
    }

    @Provide
    Arbitrary<Integer> minutes() {
        return Scene.minutes(0, 1439);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_window_steps_in_elapsed_time_whatever_the_clocks_do(
            @ForAll("scenes") Scene scene,
            @ForAll @IntRange(min = -1, max = 1) int day,
            @ForAll("minutes") int start,
            @ForAll("minutes") int end,
            @ForAll @IntRange(min = 5, max = 90) int interval) {
        LocalDate date = scene.date().plusDays(day);
        LocalDate endDate = end > start ? date : date.plusDays(1);
        Instant from = instant(scene.north(), date.atTime(time(start)), true);
        Instant to = instant(scene.north(), endDate.atTime(time(end)), false);
        List<Instant> expected = Stream.iterate(from, at -> at.plusSeconds(interval * 60L))
                .takeWhile(at -> !at.plusSeconds(20 * 60).isAfter(to))
                .toList();

        List<Instant> starts = starts(scene, Visits.halfHours().lasting(20).every(interval), on(date, start, end));

        assertThat(starts).isEqualTo(expected);
        long elapsed = Duration.between(from, to).toMinutes();
        WorldStatistics.atLeast(9, "shorter or longer than on the wall", elapsed != Math.floorMod(end - start, 1440));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_window_that_is_cut_in_two_is_the_same_window(
            @ForAll("scenes") Scene scene,
            @ForAll @IntRange(min = -1, max = 1) int day,
            @ForAll("minutes") int start,
            @ForAll("minutes") int any,
            @ForAll("minutes") int cut,
            @ForAll boolean atMidnight) {
        LocalDate date = scene.date().plusDays(day);
        int length = 30 + any % 1170;
        int end = (start + length) % 1440;
        int first = start + length > 1440 && atMidnight ? 1440 - start : 1 + cut % (length - 1);
        int seam = (start + first) % 1440;
        LocalDate next = start + first < 1440 ? date : date.plusDays(1);
        Visits visits = Visits.halfHours().lasting(25).every(35).buffers(5, 10);

        List<Instant> whole = starts(scene, visits, on(date, start, end));

        assertThat(starts(scene, visits, on(date, start, seam), on(next, seam, end)))
                .isEqualTo(whole);
        WorldStatistics.atLeast(80, "slots", !whole.isEmpty());
        WorldStatistics.atLeast(10, "cut at 24:00", seam == 0);
    }

    /** Some windows of nearly a day, which merge for days on end. */
    @Provide
    Arbitrary<List<WeeklyWindow>> longWindows() {
        Arbitrary<WeeklyWindow> window = Combinators.combine(
                        Arbitraries.of(DayOfWeek.class), Scene.minutes(0, 287), Scene.minutes(200, 288))
                .as((day, start, length) -> new WeeklyWindow(day, time(5 * start), time(5 * ((start + length) % 288))));
        return window.list().ofMinSize(5).ofMaxSize(9);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void a_grid_does_not_depend_on_where_the_query_begins(
            @ForAll("scenes") Scene scene,
            @ForAll("longWindows") List<WeeklyWindow> windows,
            @ForAll("minutes") int from,
            @ForAll @IntRange(min = 7, max = 80) int interval) {
        Schedule schedule = new Schedule("s", "ada", "north", Set.of(Modality.IN_PERSON), null, null, windows);
        Visits visits = Visits.halfHours().every(interval);
        Instant start = scene.after(from);

        assertThat(starts(scene, visits, start, schedule))
                .isEqualTo(starts(scene, visits, scene.after(-12 * 1440), schedule).stream()
                        .filter(each -> !each.isBefore(start))
                        .toList());
    }

    private static List<Instant> starts(Scene scene, Visits visits, Schedule... schedules) {
        return starts(scene, visits, scene.after(-6 * 1440), schedules);
    }

    private static List<Instant> starts(Scene scene, Visits visits, Instant from, Schedule... schedules) {
        List<CatalogPart> parts = new ArrayList<>(Arrays.asList(schedules));
        parts.add(new Location("north", scene.north(), List.of()));
        parts.add(new Practitioner("ada", Set.of(), Set.of()));
        parts.add(visits.type());
        SlotQuery query = new SlotQuery(
                Visits.TYPE, from, scene.after(6 * 1440), SlotFilter.ANY, null, null, from, SlotQuery.MAX_LIMIT);
        return Availability.slots(ClinicCatalog.of(parts), BusyTimes.EMPTY, query).stream()
                .map(Slot::start)
                .toList();
    }

    private static Schedule on(LocalDate date, int start, int end) {
        List<WeeklyWindow> daily = Stream.of(DayOfWeek.values())
                .map(day -> new WeeklyWindow(day, time(start), time(end)))
                .toList();
        return new Schedule(date + " " + start, "ada", "north", Set.of(Modality.IN_PERSON), date, date, daily);
    }

    private static LocalTime time(int minute) {
        return LocalTime.ofSecondOfDay(minute * 60L);
    }

    private static Instant instant(ZoneId zone, LocalDateTime local, boolean isStart) {
        ZoneOffsetTransition shift = zone.getRules().getTransition(local);
        if (shift == null) {
            return local.atZone(zone).toInstant();
        }
        return shift.isGap()
                ? shift.getInstant()
                : local.toInstant(isStart ? shift.getOffsetBefore() : shift.getOffsetAfter());
    }
}
