package org.visita.local.bench.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineWorldTest {

    @Test
    void engine_and_naive_search_list_the_same_across_a_clock_shift() {
        EngineWorld world = EngineWorld.of(3, 31, 1);

        assertThat(world.requireSame()).isGreaterThan(100);
        assertThat(world.byEngine())
                .extracting(slot -> slot.start().atZone(ClinicHours.ZONE).getOffset())
                .as("offsets before and after the shift")
                .contains(ZoneOffset.ofHours(1), ZoneOffset.ofHours(2));
    }

    @Test
    void notices_when_they_do_not() {
        EngineWorld world = EngineWorld.of(2, 7, 1);
        EngineWorld other = new EngineWorld(
                world.catalog(), EngineWorld.index(Map.of()), world.query(), world.visits(), world.days());

        assertThatThrownBy(other::requireSame).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void naive_search_finds_the_gaps_of_a_day() {
        LocalDate monday = EngineWorld.FIRST;
        List<Visit> visits = List.of(
                visit(monday, 8, 0, 210), // to 11:30
                visit(monday, 13, 15, 225)); // to the evening

        List<FreeSlot> slots =
                NaiveSearch.search(Map.of("p", visits), monday, 1, Duration.ofMinutes(15), Occupancy.GRID);

        assertThat(slots)
                .extracting(slot ->
                        slot.start().atZone(ClinicHours.ZONE).toLocalTime().toString())
                .containsExactly("11:30", "11:45", "13:00");
    }

    @Test
    void nobody_works_at_the_weekend() {
        assertThat(NaiveSearch.starts(EngineWorld.FIRST.plusDays(5), Duration.ofMinutes(15), Occupancy.GRID))
                .isEmpty();
        assertThat(NaiveSearch.starts(EngineWorld.FIRST, Duration.ofMinutes(15), Occupancy.GRID))
                .hasSize(32);
    }

    private static Visit visit(LocalDate date, int hour, int minute, int minutes) {
        var start = date.atTime(hour, minute).atZone(ClinicHours.ZONE).toInstant();
        return new Visit(start, start.plus(Duration.ofMinutes(minutes)));
    }
}
