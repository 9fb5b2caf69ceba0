package org.visita.kit.rest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.kit.problem.RefusedException;

class EtagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "*", " \"3\" "})
    void the_version_that_is_there_passes(String ifMatch) {
        assertThatCode(() -> Etags.check(ifMatch, 3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "3", "W/\"3\"", "", "\"3\", \"4\""})
    void any_other_is_refused(String ifMatch) {
        assertThatThrownBy(() -> Etags.check(ifMatch, 3))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("stale-version");
    }

    @Test
    void a_blind_change_is_refused_where_it_would_be_unsafe() {
        assertThatThrownBy(() -> Etags.require(null))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("precondition-required");
    }
}
