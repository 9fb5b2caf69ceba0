package org.visita.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CpuTimeTest {

    private static final long PID = ProcessHandle.current().pid();

    @Test
    void a_thread_that_works_is_seen_in_its_own_time_and_in_that_of_the_process() throws InterruptedException {
        long process = CpuTime.ofProcess(PID);
        long[] thread = new long[1];
        Thread worker = new Thread(() -> {
            work(300);
            thread[0] = CpuTime.ofThread(PID, "cpu-time-test");
        });
        worker.setName("cpu-time-test");
        worker.start();
        worker.join();
        assertThat(thread[0]).isBetween(200_000L, 2_000_000L);
        assertThat(CpuTime.ofProcess(PID) - process).isGreaterThanOrEqualTo(200_000L);
        // In this order: time goes on between the two.
        long alone = CpuTime.ofProcess(PID);
        assertThat(CpuTime.ofTree(PID)).isGreaterThanOrEqualTo(alone);
    }

    @Test
    void what_is_not_there_has_used_nothing() {
        assertThat(CpuTime.ofThread(PID, "no-such-thread")).isZero();
        assertThat(CpuTime.ofProcess(Integer.MAX_VALUE)).isZero();
    }

    /** Of processor time, not of the clock: a busy machine makes it longer, not less. */
    private static void work(int millis) {
        long until = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + millis * 1_000_000L;
        while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < until) Thread.onSpinWait();
    }
}
