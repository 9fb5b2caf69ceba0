package org.visita.rules;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The rules of the package, one test for each, in their order. The other tests go into detail. */
class RulesTest {

    private static final String SPRING = "2026-03-29"; // 02:00 to 03:00 does not exist
    private static final String AUTUMN = "2026-10-25"; // 02:00 to 03:00 happens twice

    private final Clinic clinic = Clinic.in("Europe/Berlin");

    @Test
    void rule_1_hours_are_wall_clock_windows_that_may_run_into_the_next_day() {
        clinic.hours(MONDAY, "23:30", "00:30").hours(WEDNESDAY, "23:30", "00:00");

        assertThat(clinic.startsOn("2026-01-05")).containsExactly("23:30+01:00");
        assertThat(clinic.startsOn("2026-01-06")).containsExactly("00:00+01:00");
        assertThat(clinic.startsOn("2026-06-03")).containsExactly("23:30+02:00");
        assertThat(clinic.startsOn("2026-06-04")).isEmpty();
    }

    @Test
    void rule_2_a_window_follows_the_clock_over_a_gap_and_takes_all_of_a_repeated_hour() {
        clinic.hours(SUNDAY, "02:30", "04:00").hours(SUNDAY, "01:30", "02:30");

        assertThat(clinic.startsOn(SPRING)).containsExactly("01:30+01:00", "03:00+02:00", "03:30+02:00");
        assertThat(clinic.startsOn(AUTUMN))
                .startsWith("01:30+02:00", "02:00+02:00", "02:30+02:00", "02:00+01:00", "02:30+01:00", "03:00+01:00");
    }

    @Test
    void rule_3_windows_are_cut_to_the_opening_hours_and_merge() {
        clinic.opens(MONDAY, "09:15", "11:00")
                .hours(MONDAY, "08:00", "10:00")
                .hours(MONDAY, "10:00", "12:00")
                .offers(Visits.halfHours().lasting(40).every(40));

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:15+02:00", "09:55+02:00");
    }

    @Test
    void rule_4_slots_step_in_elapsed_time() {
        clinic.hours(SUNDAY, "00:00", "00:00");

        assertThat(clinic.startsOn(SPRING)).hasSize(46);
        assertThat(clinic.startsOn(AUTUMN)).hasSize(50);
    }

    @Test
    void rule_5_a_grid_lasts_24_hours_and_then_each_window_begins_its_own() {
        clinic.offers(Visits.halfHours().every(50))
                .hours(MONDAY, "08:00", "00:00")
                .hours(TUESDAY, "00:00", "00:00")
                .hours(WEDNESDAY, "00:00", "12:00");

        assertThat(clinic.startsOn("2026-06-02")).startsWith("00:40+02:00");
        assertThat(clinic.startsOn("2026-06-03")).startsWith("00:00+02:00", "00:50+02:00");
    }

    @Test
    void rule_6_a_visit_with_its_buffers_fits_the_window_and_overlaps_nothing() {
        clinic.offers(Visits.halfHours().buffers(10, 5))
                .hours(MONDAY, "09:00", "11:15")
                .busy(Clinic.ADA, "2026-06-01T10:15", "2026-06-01T10:30");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:10+02:00", "09:40+02:00", "10:40+02:00");
    }

    @Test
    void rule_7_an_override_replaces_the_windows_that_start_on_its_date_and_is_never_shifted() {
        clinic.hours(SATURDAY, "23:00", "01:00").hours(SUNDAY, "23:30", "00:30").override(SPRING, "02:30-04:00");

        assertThat(clinic.startsOn(SPRING)).containsExactly("00:00+01:00", "00:30+01:00");
        assertThat(clinic.startsOn("2026-03-30")).isEmpty();
        clinic.asking().refused("2026-03-29T03:30", RefusalReason.NONEXISTENT_LOCAL_TIME);
    }

    @Test
    void rule_8_time_off_and_holidays_subtract_and_move_no_grid() {
        clinic.hours(MONDAY, "09:00", "11:00")
                .hours(TUESDAY, "23:00", "01:00")
                .timeOff(Clinic.ADA, "2026-06-01T09:00", "2026-06-01T09:40")
                .holiday("2026-06-03", "2026-06-03");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("10:00+02:00", "10:30+02:00");
        assertThat(clinic.startsOn("2026-06-02")).containsExactly("23:00+02:00", "23:30+02:00");
        assertThat(clinic.startsOn("2026-06-03")).isEmpty();
    }

    @Test
    void rule_9_limits_count_the_whole_date_or_iso_week_of_the_location() {
        clinic.offers(Visits.halfHours().limited(null, 3))
                .hours(THURSDAY, "09:00", "10:00")
                .hours(FRIDAY, "09:00", "10:00")
                .hours(MONDAY, "09:00", "10:00")
                .diary
                .visits(Clinic.ADA, "2026-12-28", 1)
                .visits(Clinic.ADA, "2027-01-03", 2);

        clinic.asking().refused("2026-12-31T09:00", RefusalReason.LIMIT_REACHED);
        clinic.asking().refused("2027-01-01T09:30", RefusalReason.LIMIT_REACHED);
        assertThat(clinic.startsOn("2027-01-04")).hasSize(2);
    }

    @Test
    void rule_10_who_joins_a_session_takes_a_seat_of_it() {
        clinic.offers(Visits.halfHours().seats(3).limited(1, null))
                .hours(MONDAY, "09:00", "10:00")
                .diary
                .session("2026-06-01T09:00", 2, null)
                .visits(Clinic.ADA, "2026-06-01", 1);

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:00+02:00");
        assertThat(clinic.asking().accepted("2026-06-01T09:00").remaining()).isEqualTo(1);
    }

    @Test
    void rule_11_notice_and_horizon_are_elapsed_and_both_ends_are_bookable() {
        clinic.hours(MONDAY, "09:00", "11:00")
                .offers(Visits.halfHours().notice(Duration.ofHours(1)).horizon(Duration.ofMinutes(90)));

        assertThat(clinic.asking().now(clinic.at("2026-06-01T08:30")).startsOn("2026-06-01"))
                .containsExactly("09:30+02:00", "10:00+02:00");
    }
}
