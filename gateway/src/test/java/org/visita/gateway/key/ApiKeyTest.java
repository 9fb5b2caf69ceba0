package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String SAMPLE = "vis_test_sampleAdmin0_0sampleSecretOfTheFirstKeyForDevelopment0000EjBpD";

    private final Random random = new Random(7);

    @Test
    void reads_a_key_that_another_program_wrote() {
        ApiKey key = ApiKey.parse(SAMPLE).orElseThrow();

        assertThat(key.kind()).isEqualTo(ApiKey.Kind.TEST);
        assertThat(key.id()).isEqualTo("sampleAdmin0");
        assertThat(key.secret()).isEqualTo("0sampleSecretOfTheFirstKeyForDevelopment000");
        assertThat(key.text()).isEqualTo(SAMPLE);
    }

    @RepeatedTest(200)
    void what_is_written_can_be_read() {
        ApiKey key = ApiKey.random(ApiKey.Kind.LIVE);

        assertThat(key.text()).matches("vis_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
        assertThat(ApiKey.parse(key.text())).contains(key);
    }

    @RepeatedTest(20)
    void one_wrong_character_anywhere_is_noticed() {
        String text = ApiKey.random(ApiKey.Kind.LIVE).text();

        for (int i = 0; i < text.length(); i++) {
            char wrong = BASE62.charAt(random.nextInt(BASE62.length()));
            if (wrong != text.charAt(i)) {
                assertThat(ApiKey.parse(text.substring(0, i) + wrong + text.substring(i + 1)))
                        .as("%s with %s at %d", text, wrong, i)
                        .isEmpty();
            }
        }
    }

    @RepeatedTest(20)
    void two_swapped_neighbours_are_noticed() {
        String text = ApiKey.random(ApiKey.Kind.LIVE).text();

        for (int i = 0; i + 1 < text.length(); i++) {
            if (text.charAt(i) != text.charAt(i + 1)) {
                String swapped = text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
                assertThat(ApiKey.parse(swapped)).as(swapped).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vis_live_", "eyJhbGciOiJub25lIn0.e30.", " ", "vis_prod_a_b", "\u0660"})
    void junk_is_no_key(String junk) {
        assertThat(ApiKey.parse(junk)).isEmpty();
        assertThat(ApiKey.parse(SAMPLE + junk)).isEqualTo(junk.isEmpty() ? ApiKey.parse(SAMPLE) : ApiKey.parse(""));
    }

    @Test
    void does_not_print_its_secret() {
        ApiKey key = ApiKey.random(ApiKey.Kind.LIVE);

        assertThat("" + key).contains(key.id()).doesNotContain(key.secret());
    }
}
