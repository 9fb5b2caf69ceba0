package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Limits count by the date at the location, and close that date or ISO week, whatever the query. */
class LimitPropertiesTest {

    @Property(tries = 1200, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_limit_that_is_reached_closes_its_date_or_week_and_nothing_else(
            @ForAll(supplier = Worlds.class) World world,
            @ForAll boolean weekly,
            @ForAll @IntRange(min = 1, max = 3) int limit,
            @ForAll @IntRange(max = 50) int any) {
        World open = with(world, List.of(), weekly ? new VisitLimits(null, limit) : new VisitLimits(limit, null));
        List<Slot> before = open.slots();
        if (!before.isEmpty()) {
            Slot one = before.get(any % before.size());
            VisitCount count = new VisitCount(one.practitionerId(), one.visitTypeId(), date(one), limit);

            List<Slot> after = with(open, List.of(count), open.type().limits()).slots();

            assertThat(after)
                    .isEqualTo(before.stream()
                            .filter(slot -> joins(world, slot)
                                    || !slot.practitionerId().equals(one.practitionerId())
                                    || (weekly
                                            ? !isSameWeek(slot, one)
                                            : !date(slot).equals(date(one))))
                            .toList());
            WorldStatistics.atLeast(30, "other slots left", !after.isEmpty());
        }
        WorldStatistics.atLeast(30, "slots", !before.isEmpty());
    }

    private static boolean joins(World world, Slot slot) {
        return slot.remaining() != null && slot.remaining() < world.type().seats();
    }

    private static LocalDate date(Slot slot) {
        return slot.start().atZone(slot.zone()).toLocalDate();
    }

    private static boolean isSameWeek(Slot one, Slot other) {
        return date(one).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) == date(other).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
                && date(one).get(IsoFields.WEEK_BASED_YEAR) == date(other).get(IsoFields.WEEK_BASED_YEAR);
    }

    private static World with(World world, List<VisitCount> counts, VisitLimits limits) {
        VisitType type = world.type();
        Taken taken = world.taken();
        return world.with(new VisitType(
                        type.id(),
                        type.timing(),
                        type.variants(),
                        type.patients(),
                        type.notice(),
                        type.horizon(),
                        limits,
                        type.seats(),
                        type.requiresRoom(),
                        type.equipmentTypes(),
                        type.modalities(),
                        type.practitionerIds(),
                        type.locationIds()))
                .with(new Taken(taken.busy(), taken.sessions(), new ArrayList<>(counts), taken.lastAssignedAt()));
    }
}
