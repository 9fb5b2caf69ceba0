package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.kit.problem.RefusedException;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/v1/bookings, /v1/bookings",
        "/v1/bookings/, /v1/bookings",
        "/v1/%62ookings, /v1/bookings",
        "/v1/bookings/a%20b, /v1/bookings/a%20b",
        "/v1/bookings/%C3%A9, /v1/bookings/%C3%A9",
        "/v1/..bookings, /v1/..bookings",
        "/v1/patients?identifier=http://a|b&x=%2F, /v1/patients?identifier=http://a|b&x=%2F",
        "/v1/slots?, /v1/slots?"
    })
    void a_plain_path_is_sent_on_in_one_form(String uri, String sent) {
        assertThat(Target.parse(uri).pathAndQuery()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "v1/bookings",
                "http://elsewhere/v1/bookings",
                "elsewhere:443",
                "//v1/bookings",
                "/v1//bookings",
                "/v1/./bookings",
                "/v1/bookings/.",
                "/v1/bookings/..",
                "/v1/../internal/jwks",
                "/v1/%2e%2e/internal/jwks",
                "/v1/.%2E/internal/jwks",
                "/v1/bookings%2f..%2fpatients",
                "/v1/bookings%2F",
                "/v1/bookings%5Cx",
                "/v1\\bookings",
                "/v1/bookings%00",
                "/v1/bookings%0d%0aX:1",
                "/v1/bookings;x=1",
                "/v1/bookings/..;/patients",
                "/v1/bookings%3bx",
                "/v1/bookings%zz",
                "/v1/bookings%2",
                "/v1/bookings%",
                "/v1/bookings#x",
                "/v1/book\u00e9",
                "/v1/boo kings",
                "/v1/\"",
                "/v1/slots?a=\u0001",
                "/v1/slots?a=#b",
                "/v1/slots?a=\\b",
                "/v1/slots?a=\u00e9"
            })
    void what_could_be_read_in_two_ways_is_refused(String uri) {
        assertThatThrownBy(() -> Target.parse(uri))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code().code()).isEqualTo("invalid-request"));
    }
}
