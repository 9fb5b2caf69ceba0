package org.visita.booking.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.booking.booking.BookingCriteria.Field;
import org.visita.booking.booking.BookingCriteria.Stretch;

class SearchedTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026, 2026-01-01, 2027-01-01",
        "2026-12, 2026-12-01, 2027-01-01",
        "2028-02-29, 2028-02-29, 2028-03-01",
        "eq2026-12-31, 2026-12-31, 2027-01-01",
        "gt2026-12, 2027-01-01, ",
        "sa2026-12, 2027-01-01, ",
        "ge2026-12, 2026-12-01, ",
        "lt2026-12, , 2026-12-01",
        "eb2026-12, , 2026-12-01",
        "le2026-12, , 2027-01-01",
    })
    void a_date_stands_for_all_of_it(String text, LocalDate from, LocalDate before) {
        assertThat(SearchedTime.parse(text, Field.DATE, Field.START))
                .contains(new Stretch(Field.DATE, from, before, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T01:30Z, 2026-03-29T01:30:00Z, 2026-03-29T01:31:00Z",
        "2026-03-29T03:30:05+02:00, 2026-03-29T01:30:05Z, 2026-03-29T01:30:06Z",
        "2026-03-29T03:30:05 02:00, 2026-03-29T01:30:05Z, 2026-03-29T01:30:06Z",
        "2026-03-29T01:30:05.12Z, 2026-03-29T01:30:05.12Z, 2026-03-29T01:30:05.13Z",
        "2026-03-29T01:30:05.123456789Z, 2026-03-29T01:30:05.123456789Z, 2026-03-29T01:30:05.123456790Z",
    })
    void a_time_stands_for_its_last_digit(String text, Instant from, Instant before) {
        assertThat(SearchedTime.parse(text, Field.DATE, Field.START))
                .contains(new Stretch(Field.START, from, before, false));
    }

    @Test
    void the_last_change_is_an_instant_even_when_asked_for_by_date() {
        assertThat(SearchedTime.parse("ne2026-03-29", Field.CHANGED, Field.CHANGED))
                .contains(new Stretch(
                        Field.CHANGED,
                        Instant.parse("2026-03-29T00:00:00Z"),
                        Instant.parse("2026-03-30T00:00:00Z"),
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ap2026",
                "2026-02-29",
                "2026-13",
                "26",
                "2026-1-1",
                "2026-01-01T10:00",
                "2026-01-01T25:00Z",
                "2026-01-01T10Z",
                "2026-01-01T10:00:00.Z",
                "xx2026",
                "20260101",
                "ge"
            })
    void anything_else_is_none(String text) {
        assertThat(SearchedTime.parse(text, Field.DATE, Field.START)).isEmpty();
    }
}
