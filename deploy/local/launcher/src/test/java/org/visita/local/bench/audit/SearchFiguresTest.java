package org.visita.local.bench.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.visita.local.stack.StackProblem;

class SearchFiguresTest {

    @Test
    void a_page_that_is_whole_and_of_the_key_counts() {
        byte[] page = page(100, "key:a");
        assertThatCode(() -> SearchFigures.requirePage(page, "key:a")).doesNotThrowAnyException();
    }

    @Test
    void a_page_that_is_short_or_of_another_key_is_no_figure() {
        assertThatThrownBy(() -> SearchFigures.requirePage(page(99, "key:a"), "key:a"))
                .isInstanceOf(StackProblem.class);
        assertThatThrownBy(() -> SearchFigures.requirePage(page(100, "key:b"), "key:a"))
                .isInstanceOf(StackProblem.class);
    }

    private static byte[] page(int size, String actor) {
        String item = "{\"actor\":\"" + actor + "\"}";
        return ("{\"items\":[" + String.join(",", Collections.nCopies(size, item)) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
