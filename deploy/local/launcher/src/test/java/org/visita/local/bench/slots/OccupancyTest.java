package org.visita.local.bench.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class OccupancyTest {

    private static final LocalDate MONDAY = EngineWorld.FIRST;

    private final List<Visit> year = new Occupancy(1).days(MONDAY, 364);

    @Test
    void takes_six_tenths_of_the_working_hours() {
        Duration taken = year.stream().map(Visit::length).reduce(Duration.ZERO, Duration::plus);

        assertThat(taken.toMinutes() / (52 * 5 * 8 * 60.0)).isCloseTo(Occupancy.TAKEN, within(0.01));
    }

    @Test
    void visits_follow_one_another_within_the_hours() {
        for (int i = 1; i < year.size(); i++) {
            assertThat(year.get(i).start()).isAfterOrEqualTo(year.get(i - 1).end());
        }
        assertThat(year).allSatisfy(visit -> {
            ZonedDateTime start = visit.start().atZone(ClinicHours.ZONE);
            LocalTime end = visit.end().atZone(ClinicHours.ZONE).toLocalTime();
            assertThat(ClinicHours.isOpen(start.toLocalDate())).isTrue();
            assertThat(ClinicHours.HALVES)
                    .anyMatch(half -> !start.toLocalTime().isBefore(half.start()) && !end.isAfter(half.end()));
            assertThat(visit.length().toMinutes()).isIn(15L, 30L, 60L);
        });
    }

    @Test
    void the_same_seed_gives_the_same_visits() {
        assertThat(new Occupancy(1).days(MONDAY, 364)).isEqualTo(year);
        assertThat(new Occupancy(2).days(MONDAY, 364)).isNotEqualTo(year);
    }

    @Test
    void goes_on_until_there_are_enough_visits() {
        assertThat(new Occupancy(1).visits(MONDAY, 500)).isEqualTo(year.subList(0, 500));
    }
}
