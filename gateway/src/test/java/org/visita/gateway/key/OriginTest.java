package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://booking.example, https://booking.example",
        "HTTPS://Booking.Example:443, https://booking.example",
        "http://localhost:3000, http://localhost:3000",
        "http://127.0.0.1:80, http://127.0.0.1",
        "https://[::1]:8443, https://[::1]:8443",
    })
    void has_the_form_that_browsers_send(String written, String kept) {
        assertThat(Origin.parse(written).value()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "https://",
                "https://*.example",
                "https://a.example/",
                "https://a.example/path",
                "https://user@a.example",
                "ftp://a.example",
                "https://a.example:0",
                "https://a.example:65536",
                "https://a.example:",
                "https://a..example",
                "https://a.example?q",
                " https://a.example",
                "a.example",
                "https://-a.example",
                "https://a.example\nhttps://b.example",
            })
    void refuses_what_is_no_origin(String text) {
        assertThat(Origin.parse(text).value()).isNull();
    }
}
