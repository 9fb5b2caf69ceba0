package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** That a guide which does not say what happens is found out. */
class GuideTest {

    @Test
    void blocks_share_one_shell_and_print_what_the_page_says() throws Exception {
        Guide guide = Guide.of("""
                # Page

                ```sh
                WHO=${WHO:-nobody}
                ```

                Words.

                ```sh
                echo "hello $WHO, it is $RANDOM"
                ```

                ```output
                hello somebody, it is ...
                ```
                """);

        Guide.Run run = guide.run(Map.of("WHO", "somebody"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.printed()).hasSize(2);
        assertThat(guide.blocks().getFirst().output()).isNull();
        assertThat(guide.blocks().getLast().prints(run.printed().getLast())).isTrue();
        assertThat(guide.blocks().getLast().prints("hello nobody, it is 5")).isFalse();
        assertThat(guide.blocks().getLast().prints("well: hello somebody, it is 5"))
                .isFalse();
    }

    @Test
    void a_command_that_fails_ends_the_guide() throws Exception {
        Guide.Run run = Guide.of("""
                ```sh
                false | cat
                ```

                ```sh
                echo unreached
                ```
                """).run(Map.of());

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.printed()).hasSize(1);
    }
}
