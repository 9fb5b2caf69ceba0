package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusyTimesTest {

    private static final Instant NINE = Instant.parse("2026-06-01T09:00:00Z");

    private final BusyTimes busy =
            BusyTimes.of(List.of(busy("ada", 60, 90), busy("ada", 0, 30), busy("ada", 10, 40), busy("ben", 30, 60)));

    @Test
    void finds_overlaps_in_half_open_ranges() {
        assertThat(overlaps("ada", -10, 0)).isFalse();
        assertThat(overlaps("ada", -10, 1)).isTrue();
        assertThat(overlaps("ada", 39, 45)).isTrue();
        assertThat(overlaps("ada", 40, 60)).isFalse();
        assertThat(overlaps("ada", 89, 200)).isTrue();
        assertThat(overlaps("ada", 90, 200)).isFalse();
        assertThat(overlaps("ada", -100, 200)).isTrue();
    }

    @Test
    void keeps_resources_apart() {
        assertThat(overlaps("ben", 0, 30)).isFalse();
        assertThat(overlaps("ben", 45, 50)).isTrue();
        assertThat(overlaps("nobody", 0, 100)).isFalse();
        assertThat(BusyTimes.EMPTY.overlaps("ada", NINE, NINE.plusSeconds(60))).isFalse();
    }

    @Test
    void counts_add_up_over_dates_and_types() {
        LocalDate monday = LocalDate.parse("2026-06-01");
        BusyTimes counted = BusyTimes.of(
                List.of(),
                List.of(),
                List.of(
                        new VisitCount("ada", "checkup", monday, 1),
                        new VisitCount("ada", "checkup", monday, 2),
                        new VisitCount("ada", "other", monday.plusDays(1), 4),
                        new VisitCount("ben", "checkup", monday, 8)),
                Map.of("ada", NINE));

        assertThat(counted.visits("ada", "checkup", monday, monday)).isEqualTo(3);
        assertThat(counted.visits("ada", "other", monday, monday)).isZero();
        assertThat(counted.visits("ada", monday, monday.plusDays(1))).isEqualTo(7);
        assertThat(counted.visits("nobody", monday, monday)).isZero();
        assertThat(counted.lastAssignedAt("ada")).isEqualTo(NINE);
        assertThat(counted.lastAssignedAt("ben")).isEqualTo(Instant.MIN);
    }

    private boolean overlaps(String resourceId, int from, int to) {
        return busy.overlaps(resourceId, NINE.plusSeconds(from * 60L), NINE.plusSeconds(to * 60L));
    }

    private static Busy busy(String resourceId, int from, int to) {
        return new Busy(resourceId, NINE.plusSeconds(from * 60L), NINE.plusSeconds(to * 60L));
    }
}
