package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Decisions say the same as the list and the oracle: yes to what is listed, and to the rest no, with the reason. */
class DecidePropertiesTest {

    private record Asked(String practitionerId, String locationId) {}

    /** As many as is coprime to all steps of the grids, so that each is asked on and off them. */
    private static final List<Asked> ASKED = List.of(
            new Asked(null, null),
            new Asked("ada", null),
            new Asked("ada", "north"),
            new Asked("ben", "north"),
            new Asked("ada", "south"),
            new Asked("ben", "south"),
            new Asked(null, "north"));

    private static final int MINUTES = 280;

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void decides_on_every_minute_as_the_oracle_does(@ForAll(supplier = Worlds.class) World world) {
        Oracle oracle = new Oracle(world);
        ClinicCatalog catalog = world.catalog();
        BusyTimes busy = world.taken().times();
        int first = oracle.clock().floor(world.query().from());
        for (int minute = first; minute < first + MINUTES; minute++) {
            Asked asked = ASKED.get(minute % ASKED.size());
            // Now and then a fraction later.
            Instant start = oracle.clock().instant(minute).plusMillis(minute % 30 == 0 ? 500 : 0);
            VisitRequest request = world.request(start, asked.practitionerId, asked.locationId);

            Decision decision = Availability.decide(catalog, busy, request);

            assertThat(decision).as("%s", request).isEqualTo(oracle.decide(request));
            Statistics.label("reason").collect(reason(decision));
        }
        for (RefusalReason reason : RefusalReason.values()) {
            boolean cannotBe = reason == RefusalReason.UNKNOWN_VISIT_TYPE
                    || reason == RefusalReason.UNKNOWN_PRACTITIONER
                    || reason == RefusalReason.UNKNOWN_LOCATION;
            Statistics.label("reason")
                    .coverage(cases -> cases.check(reason.name()).count(count -> cannotBe || count >= 20));
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void accepts_every_listed_slot_of_a_patient_without_other_visits(@ForAll(supplier = Worlds.class) World world) {
        VisitTiming timing = world.type().timingFor(world.query().patient());
        ClinicCatalog catalog = world.catalog();
        BusyTimes busy = world.taken().times();
        for (Slot slot : world.slots()) {
            VisitRequest request =
                    world.request(slot.start(), slot.practitionerId(), slot.locationId(), "another patient");

            Decision decision = Availability.decide(catalog, busy, request);

            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            Decision.Accepted accepted = (Decision.Accepted) decision;
            assertThat(accepted.slot()).isEqualTo(slot);
            if (!world.hasBegun(slot)) {
                assertThat(accepted.occupiedFrom()).isEqualTo(slot.start().minus(timing.bufferBefore()));
                assertThat(accepted.occupiedTo()).isEqualTo(slot.end().plus(timing.bufferAfter()));
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void refuses_every_minute_that_is_not_listed(@ForAll(supplier = Worlds.class) World world) {
        ClinicCatalog catalog = world.catalog();
        BusyTimes busy = world.taken().times();
        Set<Slot> listed = new HashSet<>(world.slots());
        // A request has neither specialty nor language to narrow it.
        boolean same = world.query().filter().equals(SlotFilter.ANY);
        for (int minute = 0; minute < 240 && same; minute++) {
            Asked asked = ASKED.get(2 + minute % 4);
            Instant start = world.query().from().plusSeconds(minute * 60L);
            VisitRequest request = world.request(start, asked.practitionerId, asked.locationId, "another patient");

            if (start.isBefore(world.query().to())
                    && Availability.decide(catalog, busy, request) instanceof Decision.Accepted accepted) {
                assertThat(listed).contains(accepted.slot());
            }
        }
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void chooses_as_the_oracle_does_whatever_the_order_of_what_it_is_given(
            @ForAll(supplier = Worlds.class) World world) {
        Oracle oracle = new Oracle(world);
        World reversed = reversed(world);
        Map<Instant, List<Slot>> choices = world.slots().stream().collect(Collectors.groupingBy(Slot::start));
        choices.values().removeIf(slots -> slots.size() < 2);
        choices.keySet().stream().sorted().limit(10).forEach(start -> {
            VisitRequest request = world.request(start, null, null);

            assertThat(world.decide(request)).isEqualTo(oracle.decide(request)).isEqualTo(reversed.decide(request));
        });
        WorldStatistics.atLeast(5, "several to choose from", !choices.isEmpty());
    }

    private static World reversed(World world) {
        Taken taken = world.taken();
        return new World(
                reversed(world.parts()),
                world.type(),
                new Taken(
                        reversed(taken.busy()),
                        reversed(taken.sessions()),
                        reversed(taken.counts()),
                        taken.lastAssignedAt()),
                world.query());
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    private static String reason(Decision decision) {
        return switch (decision) {
            case Decision.Accepted accepted -> "ACCEPTED";
            case Decision.Refused refused -> refused.reason().name();
        };
    }
}
