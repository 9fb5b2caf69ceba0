package org.visita.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void percentiles_are_values_that_were_measured() {
        Samples samples = new Samples();
        for (int i = 100; i >= 1; i--) samples.add(Duration.ofMillis(i));

        assertThat(samples.percentile(50)).isEqualTo(50);
        assertThat(samples.percentile(99)).isEqualTo(99);
        assertThat(samples.percentile(100)).isEqualTo(100);
    }

    @Test
    void one_sample_is_every_percentile() {
        Samples samples = new Samples();
        samples.add(Duration.ofMillis(7));

        assertThat(samples.percentile(50)).isEqualTo(7);
        assertThat(samples.percentile(99)).isEqualTo(7);
    }
}
