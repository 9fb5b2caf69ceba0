package org.visita.rules;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Rules 2 and 4: what happens to hours and steps where the local clock jumps. */
class DaylightSavingTest {

    private static final String SPRING = "2026-03-29"; // Berlin: 02:00 to 03:00 does not exist
    private static final String AUTUMN = "2026-10-25"; // Berlin: 02:00 to 03:00 happens twice

    @Test
    void steps_over_a_gap_in_elapsed_time() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(SUNDAY, "01:00", "04:00");

        assertThat(clinic.startsOn(SPRING)).containsExactly("01:00+01:00", "01:30+01:00", "03:00+02:00", "03:30+02:00");
    }

    @Test
    void a_window_that_starts_in_a_gap_starts_at_the_first_valid_instant() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(SUNDAY, "02:15", "04:00");

        assertThat(clinic.startsOn(SPRING)).containsExactly("03:00+02:00", "03:30+02:00");
    }

    @Test
    void a_window_that_ends_in_a_gap_ends_at_the_first_valid_instant() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(SUNDAY, "01:00", "02:45");

        assertThat(clinic.startsOn(SPRING)).containsExactly("01:00+01:00", "01:30+01:00");
    }

    @Test
    void a_window_inside_a_gap_does_not_happen() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(SUNDAY, "02:00", "03:00");

        assertThat(clinic.startsOn(SPRING)).isEmpty();
        assertThat(clinic.startsOn("2026-04-05")).hasSize(2);
    }

    @Test
    void a_repeated_hour_has_slots_twice_with_the_same_label() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(SUNDAY, "02:00", "03:00");

        assertThat(clinic.startsOn(AUTUMN)).containsExactly("02:00+02:00", "02:30+02:00", "02:00+01:00", "02:30+01:00");
    }

    @Test
    void an_ambiguous_start_is_the_earlier_and_an_ambiguous_end_the_later() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(SUNDAY, "02:30", "02:30");
        Clinic ends = Clinic.in("Europe/Berlin").hours(SUNDAY, "01:30", "02:30");

        assertThat(clinic.startsOn(AUTUMN)).startsWith("02:30+02:00", "02:00+01:00", "02:30+01:00", "03:00+01:00");
        assertThat(ends.startsOn(AUTUMN)).containsExactly("01:30+02:00", "02:00+02:00", "02:30+02:00", "02:00+01:00");
    }

    @Test
    void days_of_23_and_25_hours_have_as_many_slots() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(SUNDAY, "00:00", "00:00");

        assertThat(clinic.startsOn(SPRING)).hasSize(46);
        assertThat(clinic.startsOn(AUTUMN)).hasSize(50);
        assertThat(new HashSet<>(clinic.startsOn(AUTUMN))).hasSize(50);
    }

    @Test
    void an_overnight_window_loses_or_gains_the_shifted_hour() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(SATURDAY, "22:00", "06:00");

        assertThat(clinic.asking().slots("2026-03-28T12:00", "2026-03-29T12:00"))
                .hasSize(14);
        assertThat(clinic.asking().slots("2026-10-24T12:00", "2026-10-25T12:00"))
                .hasSize(18);
    }

    @Test
    void lord_howe_shifts_by_half_an_hour() {
        Clinic clinic = Clinic.in("Australia/Lord_Howe").hours(SUNDAY, "01:30", "03:00");

        assertThat(clinic.startsOn("2026-10-04")).containsExactly("01:30+10:30", "02:30+11:00");
        assertThat(clinic.startsOn("2026-04-05"))
                .containsExactly("01:30+11:00", "01:30+10:30", "02:00+10:30", "02:30+10:30");
    }

    @Test
    void chatham_shifts_at_a_quarter_to_three() {
        Clinic clinic = Clinic.in("Pacific/Chatham").hours(SUNDAY, "02:15", "04:45");

        assertThat(clinic.startsOn("2026-09-27")).containsExactly("02:15+12:45", "03:45+13:45", "04:15+13:45");
    }

    @Test
    void a_day_without_midnight_starts_at_its_first_instant() {
        Clinic clinic = Clinic.in("America/Santiago").hours(SUNDAY, "00:00", "02:00");

        assertThat(clinic.startsOn("2026-09-06")).containsExactly("01:00-03:00", "01:30-03:00");
    }

    @Test
    void hours_until_24_00_end_where_the_next_day_has_no_midnight() {
        Clinic clinic =
                Clinic.in("Asia/Beirut").hours(SATURDAY, "23:00", "00:00").hours(SUNDAY, "00:00", "01:30");

        // 24:00 and the next date's first instant, 01:00, are the same instant: the two windows merge.
        assertThat(clinic.asking().labels(clinic.asking().slots("2026-03-28T22:00", "2026-03-29T03:00")))
                .containsExactly("23:00+02:00", "23:30+02:00", "01:00+03:00");
    }

    @Test
    void a_date_that_was_skipped_has_no_slots() {
        Clinic clinic =
                Clinic.in("Pacific/Apia").hours(FRIDAY, "09:00", "17:00").hours(SATURDAY, "09:00", "10:00");

        // Samoa crossed the date line: 30 December 2011 did not happen there.
        assertThat(clinic.asking().labels(clinic.asking().slots("2011-12-29T00:00-10:00", "2012-01-01T00:00+14:00")))
                .isEqualTo(Arrays.asList("09:00+14:00", "09:30+14:00"));
    }
}
