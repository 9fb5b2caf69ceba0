package org.visita.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.visita.local.stack.StackProblem;

class LiveHeapTest {

    @Test
    void takes_the_bytes_of_the_total() {
        assertThat(LiveHeap.totalOf("""
                4242:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         45123        3456789  [B (java.base@25.0.3)
                   2:           310          12345  org.example.TotalCount
                Total        987654       61234567
                """)).isEqualTo(61_234_567);
    }

    @Test
    void says_what_came_instead() {
        assertThatThrownBy(() -> LiveHeap.totalOf("java.io.IOException: No such process"))
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining("No such process");
    }

    @Test
    void tells_the_heap_of_a_running_process() {
        assertThat(LiveHeap.bytesOf(ProcessHandle.current().pid())).isGreaterThan(1 << 20);
    }
}
