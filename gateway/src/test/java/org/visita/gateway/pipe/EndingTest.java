package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {

    private final List<String> told = new ArrayList<>();
    private final Ending ending = new Ending();

    @Test
    void gives_back_what_was_taken_when_the_caller_has_left_and_all_is_decided() {
        Runnable first = ending.undecided();
        Runnable second = ending.undecided();
        ending.then(() -> told.add("given back"));
        ending.atOnce(() -> told.add("left"));

        first.run();
        first.run();
        ending.come();
        ending.then(() -> told.add("taken late, given back"));

        assertThat(ending.isOver()).isTrue();
        assertThat(told).containsExactly("left");
        second.run();
        second.run();
        ending.come();
        assertThat(told).containsExactly("left", "given back", "taken late, given back");
    }

    @Test
    void waits_for_nothing_that_was_decided_before() {
        ending.then(() -> told.add("given back"));

        ending.undecided().run();
        assertThat(told).isEmpty();
        ending.come();
        ending.then(() -> told.add("too late"));
        ending.atOnce(() -> told.add("at once"));

        assertThat(told).containsExactly("given back", "too late", "at once");
    }

    @Test
    void what_leaving_decides_is_given_back_with_it() {
        ending.atOnce(ending.undecided());
        ending.then(() -> told.add("given back"));

        ending.come();

        assertThat(told).containsExactly("given back");
    }
}
