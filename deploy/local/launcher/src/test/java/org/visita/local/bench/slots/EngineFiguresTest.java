package org.visita.local.bench.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.local.bench.Measure;

class EngineFiguresTest {

    @Test
    void spread_is_the_largest_by_the_smallest() {
        assertThat(EngineFigures.spread(List.of(2.0, 3.0, 1.5))).isEqualTo(2);
    }

    @Test
    void an_index_takes_less_memory_than_the_lists_it_is_made_of() {
        Measure memory = IndexMemory.measure();

        assertThat(memory.value()).isPositive().isLessThan(memory.reference());
    }
}
