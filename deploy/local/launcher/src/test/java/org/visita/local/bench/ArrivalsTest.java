package org.visita.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private final long[] arrivals = Arrivals.atRandom(200, Duration.ofSeconds(40), 1);

    @Test
    void keep_the_rate_over_the_whole_time() {
        assertThat(arrivals).hasSize(8000).isSorted();
        assertThat(arrivals[0]).isNotNegative();
        assertThat(arrivals[7999]).isLessThan(Duration.ofSeconds(40).toNanos());
        long firstHalf = Arrays.stream(arrivals)
                .filter(arrival -> arrival < Duration.ofSeconds(20).toNanos())
                .count();
        assertThat((double) firstHalf).isCloseTo(4000, within(200.0));
    }

    @Test
    void come_in_clumps_as_independent_callers_do() {
        long mean = Duration.ofMillis(5).toNanos();
        long soon = 0;
        for (int i = 1; i < arrivals.length; i++) {
            if (arrivals[i] - arrivals[i - 1] < mean / 10) soon++;
        }
        // Of a Poisson process 1 - exp(-0.1) of the gaps, so 9.5 %, are that short; of a steady beat none.
        assertThat(soon / 8000.0).isCloseTo(0.095, within(0.02));
    }

    @Test
    void the_same_seed_gives_the_same_moments() {
        assertThat(Arrivals.atRandom(200, Duration.ofSeconds(40), 1)).isEqualTo(arrivals);
    }
}
