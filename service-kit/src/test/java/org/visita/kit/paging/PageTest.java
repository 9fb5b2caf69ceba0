package org.visita.kit.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.visita.kit.problem.RefusedException;

class PageTest {

    @Test
    void the_cursor_of_a_page_leads_behind_its_last_item() {
        PageRequest first = PageRequest.of(2, null);
        Page<String> page = Page.of(List.of("a", "b", "c"), first, Function.identity());
        assertThat(page.items()).containsExactly("a", "b");
        assertThat(PageRequest.of(2, page.next()).after(Function.identity())).contains("b");
    }

    @Test
    void the_last_page_has_no_cursor() {
        assertThat(Page.of(List.of("a", "b"), PageRequest.of(2, null), Function.identity())
                        .next())
                .isNull();
    }

    @Test
    void a_search_that_was_given_up_goes_on_where_it_was_although_nothing_was_found() {
        Page<String> page = Page.upTo(List.of(), "k");
        assertThat(page.items()).isEmpty();
        assertThat(PageRequest.of(2, page.next()).after(Function.identity())).contains("k");
    }

    @Test
    void limits_outside_one_to_a_hundred_are_refused() {
        assertThat(PageRequest.of(null, null).limit()).isEqualTo(20);
        for (int limit : new int[] {0, -1, 101}) {
            assertThatThrownBy(() -> PageRequest.of(limit, null)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        String foreign = Page.of(List.of("a", "b"), PageRequest.of(1, null), Function.identity())
                .next();
        assertThatThrownBy(() -> PageRequest.of(1, foreign).after(UUID::fromString))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> PageRequest.of(1, "%%")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> PageRequest.of(1, "a".repeat(600))).isInstanceOf(RefusedException.class);
    }
}
