package org.visita.gateway.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;

class LadderTest {

    private static final Instant NOW = Instant.parse("2026-12-01T07:00:00Z");

    private final Ladder ladder = Ladder.of(ConductTest.settings(Map.of()));

    @Test
    void each_block_is_longer_than_the_one_before() {
        assertThat(ladder.next(null, NOW)).isEqualTo(1);
        assertThat(ladder.next(ended(1, NOW), NOW)).isEqualTo(2);
        assertThat(ladder.next(ended(2, NOW), NOW)).isEqualTo(3);
        assertThat(ladder.length(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(ladder.length(2)).isEqualTo(Duration.ofMinutes(15));
        assertThat(ladder.length(3)).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void after_the_last_a_key_is_suspended_and_an_address_blocked_as_long_again() {
        int beyond = ladder.next(ended(3, NOW), NOW);

        assertThat(ladder.isBeyond(Kind.KEY, 3)).isFalse();
        assertThat(ladder.isBeyond(Kind.KEY, beyond)).isTrue();
        assertThat(ladder.isBeyond(Kind.ADDRESS, beyond)).isFalse();
        assertThat(ladder.length(beyond)).isEqualTo(Duration.ofHours(24));
        assertThat(ladder.next(ended(beyond, NOW), NOW)).isEqualTo(beyond);
    }

    @Test
    void a_day_of_quiet_is_a_new_start() {
        assertThat(ladder.next(ended(3, NOW.minus(Duration.ofHours(24)).plusSeconds(1)), NOW))
                .isEqualTo(4);
        assertThat(ladder.next(ended(3, NOW.minus(Duration.ofHours(24))), NOW)).isEqualTo(1);
    }

    @Test
    void a_block_that_was_lifted_or_made_by_hand_does_not_count() {
        assertThat(ladder.next(lifted(ended(2, NOW)), NOW)).isEqualTo(1);
        assertThat(ladder.next(ended(0, NOW), NOW)).isEqualTo(1);
    }

    private static AccessBlock ended(int step, Instant until) {
        return new AccessBlock("id", Kind.KEY, "key", 1, step, until.minusSeconds(60), until, false, null);
    }

    @Test
    void a_block_by_hand_goes_neither_up_nor_back_to_the_start() {
        assertThat(ladder.kept(null, NOW)).isZero();
        assertThat(ladder.kept(ended(2, NOW), NOW)).isEqualTo(2);
        assertThat(ladder.next(ended(ladder.kept(ended(2, NOW), NOW), NOW), NOW))
                .isEqualTo(3);
        assertThat(ladder.kept(lifted(ended(2, NOW)), NOW)).isZero();
        assertThat(ladder.kept(ended(2, NOW.minus(Duration.ofHours(24))), NOW)).isZero();
    }

    private static AccessBlock lifted(AccessBlock block) {
        return new AccessBlock(
                block.id(),
                block.kind(),
                block.subject(),
                2,
                block.step(),
                block.blockedAt(),
                block.until(),
                true,
                null);
    }
}
