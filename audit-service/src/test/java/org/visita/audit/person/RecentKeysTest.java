package org.visita.audit.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentKeysTest {

    private final RecentKeys<String, String> recent = new RecentKeys<>();

    @Test
    void what_is_forgotten_does_not_come_back_with_who_has_read_it_before() {
        recent.put("one", "key");
        recent.put("other", "key");
        assertThat(recent.get("one")).isEqualTo("key");

        recent.forget("one");
        recent.put("one", "key");

        assertThat(recent.get("one")).isNull();
        assertThat(recent.get("other")).isEqualTo("key");
    }
}
