package org.visita.local.bench.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void lets_through_as_many_as_it_says_however_many_come() {
        Pace pace = new Pace(1_000);
        int allowed = 0;
        for (int tick = 0; tick < 20_000; tick++) {
            if (pace.allows(1 + tick * MILLISECOND / 4)) allowed++;
        }
        // Five seconds, and what the bucket held at the beginning.
        assertThat(allowed).isBetween(5_000, 5_100);
        assertThat(pace.refused()).isEqualTo(20_000 - allowed);
    }

    @Test
    void saves_up_no_more_than_a_tenth_of_a_second() {
        Pace pace = new Pace(1_000);
        pace.allows(1);
        long later = 60_000 * MILLISECOND;
        int allowed = 0;
        for (int i = 0; i < 500; i++) {
            if (pace.allows(later)) allowed++;
        }
        assertThat(allowed).isEqualTo(100);
    }

    @Test
    void without_a_limit_nothing_is_refused() {
        for (int i = 0; i < 1_000; i++) assertThat(Pace.UNLIMITED.allows(1)).isTrue();
    }
}
