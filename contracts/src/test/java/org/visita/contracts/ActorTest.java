package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorTest {

    @ParameterizedTest
    @ValueSource(strings = {"key:3fXk9QpL2aZb", "service:ehr-sync", "ehr:a:b"})
    void reads_what_it_writes(String text) {
        assertThat(Actor.parse(text)).hasToString(text);
    }

    @Test
    void keeps_colons_of_the_id() {
        assertThat(Actor.parse("ehr:a:b")).isEqualTo(new Actor(Actor.Kind.EHR, "a:b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key", ":key", "somebody:1"})
    void refuses_what_names_no_kind(String text) {
        assertThatThrownBy(() -> Actor.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
