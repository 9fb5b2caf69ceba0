package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** What holds for the list of every clinic, near every odd day. A failure prints its seed and a shrunken world. */
class ListPropertiesTest {

    @Property(tries = 2500, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void lists_exactly_what_the_oracle_lists(@ForAll(supplier = Worlds.class) World world) {
        List<Slot> slots = world.slots();

        assertThat(slots).isEqualTo(new Oracle(world).slots());
        WorldStatistics.collect(world, slots);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void lists_on_leap_days_what_the_oracle_lists(@ForAll(supplier = Worlds.OnLeapDays.class) World world) {
        assertThat(world.slots()).isEqualTo(new Oracle(world).slots());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void lists_over_nights_and_their_overrides_what_the_oracle_lists(
            @ForAll(supplier = Worlds.AtNight.class) World world) {
        assertThat(world.slots()).isEqualTo(new Oracle(world).slots());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void lists_around_the_clock_what_the_oracle_lists(@ForAll(supplier = Worlds.AroundTheClock.class) World world) {
        assertThat(world.slots()).isEqualTo(new Oracle(world).slots());
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_narrower_query_gives_that_part_of_the_wider_answer(
            @ForAll(supplier = Worlds.class) World world,
            @ForAll @IntRange(max = 40) int daysBefore,
            @ForAll @IntRange(max = 20) int daysAfter) {
        SlotQuery narrow = world.query();
        SlotQuery wide = world.between(
                narrow.from().minus(Duration.ofDays(daysBefore)), narrow.to().plus(Duration.ofDays(daysAfter)));

        List<Slot> slots = world.slots(narrow);

        assertThat(slots)
                .isEqualTo(world.slots(wide).stream()
                        .filter(slot -> !slot.start().isBefore(narrow.from())
                                && slot.start().isBefore(narrow.to()))
                        .toList());
        WorldStatistics.atLeast(30, "slots", !slots.isEmpty());
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_limit_cuts_the_list_and_changes_nothing_else(
            @ForAll(supplier = Worlds.class) World world, @ForAll @IntRange(min = 1, max = 50) int limit) {
        List<Slot> all = world.slots();

        assertThat(world.slots(world.limited(limit))).isEqualTo(all.subList(0, Math.min(limit, all.size())));
        WorldStatistics.atLeast(15, "cut", all.size() > limit);
    }

    @Property(tries = 1200, edgeCases = EdgeCasesMode.NONE)
    void nothing_listed_overlaps_what_is_taken_or_closed_with_its_buffers(
            @ForAll(supplier = Worlds.class) World world) {
        VisitTiming timing = world.type().timingFor(world.query().patient());
        for (Slot slot : world.slots()) {
            Instant from = slot.start().minus(timing.bufferBefore());
            // By the time that the visit takes now: a group's session that was opened before may take longer.
            Instant to = slot.start().plus(timing.duration()).plus(timing.bufferAfter());
            boolean joins =
                    slot.remaining() != null && slot.remaining() < world.type().seats();
            assertThat(world.taken().busy())
                    .noneMatch(busy -> !joins
                            && takes(slot, busy.resourceId())
                            && busy.start().isBefore(to)
                            && busy.end().isAfter(from));
            assertThat(world.all(TimeOff.class))
                    .noneMatch(off -> off.practitionerId().equals(slot.practitionerId())
                            && off.start().isBefore(to)
                            && off.end().isAfter(from));
            for (Holiday holiday : world.all(Holiday.class)) {
                // Minute by minute: a visit may pass over a date that its zone skips, and with it a holiday.
                for (Instant at = from; holiday.closes(slot.locationId()) && at.isBefore(to); at = at.plusSeconds(60)) {
                    LocalDate date = at.atZone(slot.zone()).toLocalDate();
                    assertThat(date.isBefore(holiday.firstDate()) || date.isAfter(holiday.lastDate()))
                            .isTrue();
                }
            }
        }
    }

    private static boolean takes(Slot slot, String resourceId) {
        return slot.practitionerId().equals(resourceId)
                || resourceId.equals(slot.roomId())
                || slot.equipmentIds().contains(resourceId);
    }
}
