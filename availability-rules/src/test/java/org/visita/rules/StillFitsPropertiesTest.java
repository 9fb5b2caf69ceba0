package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** What is listed fits, until a minute of it closes; and what fits are the working hours of the oracle. */
class StillFitsPropertiesTest {

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_listed_slot_fits_until_any_of_its_minutes_is_closed(
            @ForAll(supplier = Worlds.class) World world, @ForAll @IntRange(max = 5000) int any) {
        VisitTiming timing = world.type().timingFor(world.query().patient());
        // A session has the times of its first day, which the hours of today need not cover.
        List<Slot> slots = world.slots().stream()
                .filter(slot -> !world.hasBegun(slot))
                .limit(20)
                .toList();
        for (Slot slot : slots) {
            BookedVisit visit = booked(slot, timing);
            long minutes =
                    Duration.between(visit.occupiedFrom(), visit.occupiedTo()).toMinutes();
            Instant minute = visit.occupiedFrom().plusSeconds(any % minutes * 60L);
            LocalDate date = minute.atZone(slot.zone()).toLocalDate();

            assertThat(fits(world, visit)).isTrue();
            assertThat(fits(
                            world.with(new TimeOff("late", slot.practitionerId(), minute, minute.plusSeconds(60))),
                            visit))
                    .isFalse();
            assertThat(fits(world.with(new Holiday("late", Set.of(slot.locationId()), date, date)), visit))
                    .isFalse();
            assertThat(fits(world.with(new Holiday("late", Set.of("elsewhere"), date, date)), visit))
                    .isTrue();
        }
        WorldStatistics.atLeast(30, "slots", !slots.isEmpty());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void fits_exactly_within_the_hours_of_the_oracle(
            @ForAll(supplier = Worlds.class) World world, @ForAll @IntRange(min = 1, max = 300) int minutes) {
        VisitType type = Visits.halfHours().as(Modality.values()).type();
        Location north = world.location("north");
        OracleClock clock = new OracleClock(world.query().from(), world.query().to());
        OracleTaken taken = new OracleTaken(world, clock);
        OracleHours inPerson = new OracleHours(world, clock, "ada", north, Modality.IN_PERSON);
        OracleHours telehealth = new OracleHours(world, clock, "ada", north, Modality.TELEHEALTH);
        int first = clock.floor(world.query().from());
        boolean anyFits = false;
        for (int from = first; from < first + 600; from += 7) {
            int to = from + minutes;
            boolean open = !taken.isClosed("ada", "north", from, to);
            boolean near = open && inPerson.cover(from, to);
            boolean far = open && telehealth.cover(from, to);

            assertThat(fits(world.with(type), ada(clock, from, to, null))).isEqualTo(near || far);
            assertThat(fits(world.with(type), ada(clock, from, to, Modality.IN_PERSON)))
                    .isEqualTo(near);
            assertThat(fits(world.with(type), ada(clock, from, to, Modality.TELEHEALTH)))
                    .isEqualTo(far);
            anyFits |= near || far;
        }
        WorldStatistics.atLeast(20, "some fit", anyFits);
    }

    private static boolean fits(World world, BookedVisit visit) {
        return Availability.stillFits(world.catalog(), visit);
    }

    private static BookedVisit ada(OracleClock clock, int from, int to, Modality modality) {
        return new BookedVisit(
                Visits.TYPE, "ada", "north", modality, null, List.of(), clock.instant(from), clock.instant(to));
    }

    private static BookedVisit booked(Slot slot, VisitTiming timing) {
        return new BookedVisit(
                slot.visitTypeId(),
                slot.practitionerId(),
                slot.locationId(),
                slot.modality(),
                slot.roomId(),
                slot.equipmentIds(),
                slot.start().minus(timing.bufferBefore()),
                slot.end().plus(timing.bufferAfter()));
    }
}
