package org.visita.gateway.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;

class BlockTableTest {

    private static final Instant START = Instant.parse("2026-12-01T07:00:00Z");

    private Instant now = START;
    private final BlockTable table = new BlockTable(Duration.ofHours(24), moving());

    @Test
    void a_block_stands_until_it_is_over_and_is_remembered_for_a_day_more() {
        table.apply(block("a", 1, START, 60, false));

        assertThat(table.standing(Kind.KEY, "a")).isNotNull();
        assertThat(table.standing(Kind.KEY, "b")).isNull();
        assertThat(table.standing(Kind.ADDRESS, "a")).isNull();
        now = START.plusSeconds(60);
        assertThat(table.standing(Kind.KEY, "a")).isNull();
        assertThat(table.last(Kind.KEY, "a")).isNotNull();
        now = START.plusSeconds(60).plus(Duration.ofHours(24));
        assertThat(table.last(Kind.KEY, "a")).isNull();
        table.sweep();
        assertThat(table.size()).isZero();
    }

    @RepeatedTest(5)
    void news_in_whatever_order_leave_the_newest() {
        AccessBlock later = block("a", 1, START.plusSeconds(100), 60, false);
        List<AccessBlock> news = new ArrayList<>(List.of(
                block("a", 1, START, 60, false),
                block("a", 2, START, 60, true),
                later,
                block("a", 1, START, 60, false)));
        Collections.shuffle(news);

        news.forEach(table::apply);

        assertThat(table.last(Kind.KEY, "a")).isEqualTo(later);
    }

    @Test
    void a_lifted_block_blocks_nobody_and_word_of_it_from_before_changes_nothing() {
        AccessBlock block = block("a", 1, START, 60, false);
        table.apply(block("a", 2, START, 60, true));
        table.apply(block);

        assertThat(table.standing(Kind.KEY, "a")).isNull();
        assertThat(table.isPast(Kind.KEY, "a", block.id())).isTrue();
    }

    @Test
    void a_block_that_another_one_has_replaced_is_past_even_when_that_is_over() {
        AccessBlock later = block("a", 1, START.plusSeconds(10), 60, false);
        table.apply(later);

        assertThat(table.isPast(Kind.KEY, "a", later.id())).isFalse();
        assertThat(table.isPast(
                        Kind.KEY, "a", block("a", 1, START, 86_400, false).id()))
                .isTrue();
        now = START.plusSeconds(100);
        assertThat(table.isPast(
                        Kind.KEY, "a", block("a", 1, START, 86_400, false).id()))
                .isTrue();
        assertThat(table.isPast(Kind.KEY, "a", block("a", 1, now, 60, false).id()))
                .as("one that has not been heard of yet")
                .isFalse();
        assertThat(table.isPast(Kind.KEY, "b", later.id())).isFalse();
    }

    @Test
    void what_was_only_meant_gives_way_to_what_another_replica_did_before() {
        AccessBlock real = block("a", 1, START.minusSeconds(1), 900, false);
        AccessBlock meant = block("a", 1, START, 60, false);
        table.apply(meant);

        table.settle(meant, real);

        assertThat(table.standing(Kind.KEY, "a")).isSameAs(real);
    }

    @Test
    void there_is_room_for_so_many_and_those_that_end_first_go() {
        IntStream.range(0, BlockTable.MOST + 500)
                .forEach(i -> table.apply(block("subject" + i, 1, START, 60 + i, false)));

        assertThat(table.size()).isLessThanOrEqualTo(BlockTable.MOST);
        assertThat(table.standing(Kind.KEY, "subject" + (BlockTable.MOST + 499)))
                .isNotNull();
    }

    private static AccessBlock block(String subject, int version, Instant at, int seconds, boolean lifted) {
        return new AccessBlock(subject + at, Kind.KEY, subject, version, 1, at, at.plusSeconds(seconds), lifted, null);
    }

    private Clock moving() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
