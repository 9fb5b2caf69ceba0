package org.visita.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EntryContentTest {

    @Test
    void names_stand_in_order_and_nothing_is_left_out() {
        String canonical = text(entry("booking.create", null, 3));

        assertThat(canonical)
                .isEqualTo(
                        "{\"action\":\"booking.create\",\"actor\":\"key:abc\",\"clinic\":\"c1\",\"durationMillis\":3,"
                                + "\"emitter\":\"gateway\",\"id\":\"e1\",\"occurredAt\":\"2026-11-22T10:00:00.000001Z\","
                                + "\"outcome\":\"succeeded\",\"process\":\"p\",\"recordedAt\":\"2026-11-22T10:00:01Z\","
                                + "\"resourceType\":\"Booking\",\"sequence\":7}");
    }

    @Test
    void odd_characters_are_written_as_rfc_8785_has_them() {
        assertThat(text(entry("a\"b\\c\b\t\n\f\r\u0001\u001fä€😀/", null, 0)))
                .startsWith("{\"action\":\"a\\\"b\\\\c\\b\\t\\n\\f\\r\\u0001\\u001fä€😀/\",");
    }

    @Test
    void a_number_beyond_what_json_is_exact_about_is_written_all_the_same_so_that_it_can_be_found() {
        assertThat(text(entry("x.y", null, Long.MAX_VALUE))).contains("\"durationMillis\":9223372036854775807,");
    }

    static EntryContent entry(String action, String code, long duration) {
        return new EntryContent(
                "e1",
                "c1",
                Instant.parse("2026-11-22T10:00:00.000001Z"),
                Instant.parse("2026-11-22T10:00:01Z"),
                "key:abc",
                action,
                "Booking",
                null,
                null,
                null,
                "succeeded",
                code,
                null,
                null,
                null,
                duration,
                "gateway",
                "p",
                7);
    }

    private static String text(EntryContent entry) {
        return new String(entry.canonical(), StandardCharsets.UTF_8);
    }
}
