package org.visita.fhirkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026, eq, 2026-01-01, 2027-01-01",
        "ge2026-12, ge, 2026-12-01, 2027-01-01",
        "sa2028-02-29, sa, 2028-02-29, 2028-03-01",
    })
    void a_date_stands_for_all_of_it(String text, String prefix, LocalDate from, LocalDate after) {
        assertThat(AskedTime.parse(text)).contains(new AskedTime.Dates(prefix, from, after));
    }

    @Test
    void a_time_stands_for_its_last_digit() {
        assertThat(AskedTime.parse("lt2026-03-29T03:30:05.1+02:00"))
                .contains(new AskedTime.Instants(
                        "lt", Instant.parse("2026-03-29T01:30:05.1Z"), Instant.parse("2026-03-29T01:30:05.2Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ap2026", "2026-02-29", "2026-13", "2026-01-01T10:00", "2026-01-01T25:00Z", "xx2026"})
    void anything_else_is_none(String text) {
        assertThat(AskedTime.parse(text)).isEmpty();
    }
}
