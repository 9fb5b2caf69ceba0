package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 3 to 6: merging, the grid, and visits that fit with their buffers. */
class GridTest {

    @Test
    void adjacent_windows_merge_and_visits_straddle_the_seam() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().lasting(40).every(40))
                .hours(MONDAY, "09:00", "10:00")
                .hours(MONDAY, "10:00", "11:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:00+02:00", "09:40+02:00", "10:20+02:00");
    }

    @Test
    void overlapping_windows_of_two_schedules_merge() {
        Clinic clinic =
                Clinic.in("Europe/Berlin").hours(MONDAY, "09:00", "10:10").hours(MONDAY, "09:50", "11:00");

        assertThat(clinic.startsOn("2026-06-01"))
                .containsExactly("09:00+02:00", "09:30+02:00", "10:00+02:00", "10:30+02:00");
    }

    @Test
    void an_overnight_window_merges_with_the_next_morning() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().lasting(50).every(50))
                .hours(MONDAY, "23:00", "00:30")
                .hours(TUESDAY, "00:30", "02:20");

        assertThat(clinic.startsOn("2026-06-02")).containsExactly("00:40+02:00", "01:30+02:00");
    }

    @Test
    void different_practitioners_never_merge() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().lasting(60))
                .hours(Clinic.ADA, MONDAY, "09:00", "10:00")
                .hours(Clinic.BEN, MONDAY, "10:00", "11:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:00+02:00", "10:00+02:00");
    }

    @Test
    void a_visit_fits_with_its_buffers() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().buffers(10, 5))
                .hours(MONDAY, "09:00", "10:45");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:10+02:00", "09:40+02:00", "10:10+02:00");
    }

    @Test
    void an_interval_longer_than_the_window_leaves_one_slot() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().every(24 * 60))
                .hours(MONDAY, "09:00", "17:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:00+02:00");
    }

    @Test
    void a_visit_longer_than_the_window_has_no_slot() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().lasting(61))
                .hours(MONDAY, "09:00", "10:00");

        assertThat(clinic.startsOn("2026-06-01")).isEmpty();
    }

    @Test
    void a_query_that_begins_inside_a_merged_window_keeps_its_grid() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().every(25))
                .hours(MONDAY, "20:00", "02:00")
                .hours(TUESDAY, "02:00", "08:00");

        List<Slot> night = clinic.asking().slots("2026-06-01T00:00", "2026-06-03T00:00");
        Instant inside = clinic.at("2026-06-02T03:07");

        assertThat(clinic.asking().slots(inside, clinic.at("2026-06-03T00:00")))
                .isNotEmpty()
                .isEqualTo(night.stream()
                        .filter(slot -> !slot.start().isBefore(inside))
                        .toList());
    }

    @Test
    void a_merged_window_keeps_its_grid_for_24_hours_and_then_takes_that_of_each_window() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().every(50))
                .hours(MONDAY, "08:00", "00:00")
                .hours(TUESDAY, "00:00", "00:00")
                .hours(WEDNESDAY, "00:00", "12:00");

        assertThat(clinic.startsOn("2026-06-02")).startsWith("00:40+02:00", "01:30+02:00");
        assertThat(clinic.startsOn("2026-06-03")).startsWith("00:00+02:00", "00:50+02:00");
    }

    @Test
    void round_the_clock_hours_begin_a_grid_each_day_and_have_no_seam() {
        Clinic clinic =
                Clinic.in("Europe/Berlin").offers(Visits.halfHours().lasting(60).every(50));
        for (DayOfWeek day : DayOfWeek.values()) {
            clinic.hours(day, "00:00", "00:00");
        }

        assertThat(clinic.startsOn("2026-06-01"))
                .hasSize(29)
                .startsWith("00:00+02:00")
                .endsWith("23:20+02:00");
        assertThat(clinic.startsOn("2026-06-02"))
                .hasSize(29)
                .startsWith("00:00+02:00")
                .endsWith("23:20+02:00");
    }

    @Test
    void lists_by_start_then_practitioner() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .hours(Clinic.BEN, SUNDAY, "09:00", "10:00")
                .hours(Clinic.ADA, SUNDAY, "09:00", "10:00");

        assertThat(clinic.asking().slots("2026-06-07T00:00", "2026-06-08T00:00"))
                .extracting(Slot::practitionerId)
                .containsExactly(Clinic.ADA, Clinic.BEN, Clinic.ADA, Clinic.BEN);
    }
}
