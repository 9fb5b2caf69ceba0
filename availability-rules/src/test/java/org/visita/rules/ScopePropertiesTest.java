package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** An answer depends on nothing that its scope does not name: times, sessions and counts. */
class ScopePropertiesTest {

    @Property(tries = 1200, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_list_depends_on_its_scope_only(@ForAll(supplier = Worlds.class) World world) {
        BusyScope scope = Availability.busyScope(world.catalog(), world.query());
        List<Slot> slots = world.slots();
        Taken loaded = world.taken().within(scope);

        assertThat(world.with(loaded).slots()).isEqualTo(slots);
        if (Availability.objection(world.catalog(), world.query()).isPresent()) {
            assertThat(slots).isEmpty();
            assertThat(scope.isEmpty()).isTrue();
        }
        if (scope.isEmpty()) {
            assertThat(slots).isEmpty();
        }
        WorldStatistics.atLeast(60, "narrower", !loaded.equals(world.taken()));
        WorldStatistics.atLeast(
                10,
                "counts",
                !loaded.counts().isEmpty()
                        && !loaded.counts().equals(world.taken().counts()));
        WorldStatistics.atLeast(5, "sessions", !loaded.sessions().isEmpty());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_decision_depends_on_its_scope_only(@ForAll(supplier = Worlds.class) World world) {
        List<Slot> slots = world.slots();
        slots.stream().limit(10).forEach(slot -> dependsOnScopeOnly(world, slot.start()));
        for (int minutes = 0; minutes < 600; minutes += 50) {
            dependsOnScopeOnly(world, world.query().from().plus(Duration.ofMinutes(minutes)));
        }
        WorldStatistics.atLeast(30, "slots", !slots.isEmpty());
    }

    private static void dependsOnScopeOnly(World world, Instant start) {
        for (String practitionerId : new String[] {null, "ada"}) {
            VisitRequest request = world.request(start, practitionerId, null);
            BusyScope scope = Availability.busyScope(world.catalog(), request);
            Decision decision = world.decide(request);

            assertThat(world.with(world.taken().within(scope)).decide(request)).isEqualTo(decision);
            if (scope.isEmpty()) {
                assertThat(decision).isInstanceOf(Decision.Refused.class);
            }
        }
    }
}
