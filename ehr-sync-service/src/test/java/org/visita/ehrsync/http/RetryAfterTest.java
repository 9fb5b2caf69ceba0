package org.visita.ehrsync.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

    @Test
    void may_be_seconds() {
        assertThat(RetryAfter.of("120", null, NOW)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void may_be_a_point_in_time() {
        assertThat(RetryAfter.of("Mon, 02 Nov 2026 09:00:30 GMT", null, NOW)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_point_in_time_is_meant_by_the_clock_of_whoever_says_it() {
        assertThat(RetryAfter.of("Mon, 02 Nov 2026 11:00:30 GMT", "Mon, 02 Nov 2026 11:00:00 GMT", NOW))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_point_in_the_past_is_now() {
        assertThat(RetryAfter.of("Mon, 02 Nov 2026 08:00:00 GMT", null, NOW)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999", "Mon, 02 Nov 2026"})
    void says_nothing_that_is_neither(String text) {
        assertThat(RetryAfter.of(text, null, NOW)).isNull();
    }

    @Test
    void may_be_missing() {
        assertThat(RetryAfter.of(null, null, NOW)).isNull();
    }
}
