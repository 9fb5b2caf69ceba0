package org.visita.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void keeps_what_a_later_look_finds_again() {
        Finding passing = new Finding(Kind.STALE, "b1", "version 1, not 2");
        Finding staying = new Finding(Kind.LOST, "b2", "no Appointment");
        Finding moved = new Finding(Kind.STALE, "b1", "version 2, not 3");

        Findings stayed = looked(passing, staying).stillThereIn(looked(moved, staying));

        assertThat(stayed.list()).containsExactly(staying);
        assertThat(stayed.isClean()).isFalse();
        assertThat(stayed.stillThereIn(looked(moved)).isClean()).isTrue();
    }

    @Test
    void tells_how_far_a_reading_is_only_if_it_takes_long() {
        List<String> said = new ArrayList<>();
        long[] now = {0};
        Tally tally = new Tally(said::add, () -> now[0]);

        tally.read("bookings");
        now[0] = 1_900_000_000L;
        tally.read("bookings");
        assertThat(said).isEmpty();

        now[0] = 2_000_000_000L;
        tally.read("bookings");
        now[0] = 2_100_000_000L;
        tally.read("bookings");
        assertThat(said).containsExactly("  read 3 bookings");

        now[0] = 4_100_000_000L;
        tally.read("events");
        assertThat(said).endsWith("  read 1 events");
    }

    private static Findings looked(Finding... findings) {
        return new Findings(2, 2, 2, List.of(findings));
    }
}
