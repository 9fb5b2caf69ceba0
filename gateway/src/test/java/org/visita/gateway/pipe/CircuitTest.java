package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.visita.gateway.pipe.Circuit.State;

class CircuitTest {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Circuit circuit = new Circuit(3, PAUSE, now::get);

    @Test
    void stays_closed_as_long_as_an_answer_comes_between_the_failures() {
        for (int i = 0; i < 20; i++) {
            circuit.failed();
            circuit.failed();
            circuit.answered();
        }

        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void opens_after_so_many_failures_in_a_row_and_says_for_how_long() {
        open();
        pass(Duration.ofSeconds(2));

        assertThat(circuit.admits()).isFalse();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(circuit.pause()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void stays_closed_when_a_few_of_many_fail_in_the_same_moment() {
        for (int i = 0; i < 10; i++) {
            circuit.answered();
        }
        open();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);

        pass(Duration.ofSeconds(2));
        circuit.failed();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void lets_one_try_through_when_the_pause_is_over() {
        open();
        pass(PAUSE);

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isFalse();
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void closes_with_the_answer_to_the_try_and_then_takes_as_many_failures_as_before() {
        open();
        pass(PAUSE);
        circuit.admits();
        circuit.answered();

        circuit.failed();
        circuit.failed();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.pause()).isZero();
        circuit.failed();
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void stays_open_when_the_try_fails() {
        open();
        pass(PAUSE);
        circuit.admits();
        circuit.failed();

        assertThat(circuit.admits()).isFalse();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void a_try_that_nobody_waited_for_is_followed_by_another() {
        open();
        pass(PAUSE);
        circuit.admits();
        pass(PAUSE);

        assertThat(circuit.admits()).isTrue();
    }

    private void open() {
        circuit.failed();
        circuit.failed();
        circuit.failed();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
