package org.visita.rules;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1 and 7: wall-clock windows, resolved for each date; overnight windows belong to the date they start on. */
class WorkingHoursTest {

    @Test
    void keeps_the_wall_clock_when_the_offset_changes_between_weeks() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "09:00", "10:00");

        assertThat(clinic.startsOn("2026-03-23")).containsExactly("09:00+01:00", "09:30+01:00");
        assertThat(clinic.startsOn("2026-03-30")).containsExactly("09:00+02:00", "09:30+02:00");
    }

    @Test
    void shows_a_slot_with_its_zone_place_and_end() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "09:00", "09:30");

        assertThat(clinic.asking().slots("2026-06-01T00:00", "2026-06-02T00:00"))
                .containsExactly(new Slot(
                        clinic.at("2026-06-01T09:00"),
                        clinic.at("2026-06-01T09:30"),
                        clinic.zone,
                        Clinic.ADA,
                        Clinic.LOCATION,
                        Modality.IN_PERSON,
                        null,
                        List.of(),
                        null,
                        Visits.TYPE));
    }

    @Test
    void works_until_24_00() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "23:00", "00:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("23:00+02:00", "23:30+02:00");
        assertThat(clinic.startsOn("2026-06-02")).isEmpty();
    }

    @Test
    void an_end_before_the_start_is_on_the_next_day() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "23:30", "00:30");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("23:30+02:00");
        assertThat(clinic.startsOn("2026-06-02")).containsExactly("00:00+02:00");
    }

    @Test
    void an_end_equal_to_the_start_makes_a_whole_day() {
        Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "08:00", "08:00");

        assertThat(clinic.asking().slots("2026-06-01T00:00", "2026-06-03T00:00"))
                .hasSize(48);
    }

    @Test
    void an_overnight_window_counts_by_the_date_it_starts_on() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .hoursWithin("2026-06-01", "2026-06-01", MONDAY, "23:00", "01:00")
                .hoursWithin("2026-06-03", "2026-06-03", TUESDAY, "23:00", "01:00");

        assertThat(clinic.startsOn("2026-06-02")).containsExactly("00:00+02:00", "00:30+02:00");
        assertThat(clinic.startsOn("2026-06-03")).isEmpty();
    }

    @Test
    void validity_includes_its_last_date() {
        Clinic clinic = Clinic.in("Europe/Berlin").hoursWithin("2026-06-08", "2026-06-15", MONDAY, "09:00", "09:30");

        assertThat(clinic.startsOn("2026-06-01")).isEmpty();
        assertThat(clinic.startsOn("2026-06-08")).hasSize(1);
        assertThat(clinic.startsOn("2026-06-15")).hasSize(1);
        assertThat(clinic.startsOn("2026-06-22")).isEmpty();
    }

    @Test
    void has_hours_on_a_leap_day() {
        Clinic clinic =
                Clinic.in("America/New_York").hours(THURSDAY, "09:00", "09:30").hours(FRIDAY, "09:00", "09:30");

        assertThat(clinic.startsOn("2024-02-29")).containsExactly("09:00-05:00");
        assertThat(clinic.startsOn("2024-03-01")).containsExactly("09:00-05:00");
    }

    @Test
    void a_query_from_another_zone_finds_the_hours_of_the_location() {
        Clinic clinic = Clinic.in("Pacific/Auckland").hours(MONDAY, "08:00", "09:00");

        // Monday morning in Auckland is Sunday evening in Berlin.
        assertThat(clinic.asking().labels(clinic.asking().slots("2026-05-31T22:00+02:00", "2026-05-31T22:30+02:00")))
                .containsExactly("08:00+12:00");
    }

    @Test
    void odd_offsets_keep_their_minutes() {
        Clinic clinic = Clinic.in("Asia/Kathmandu").hours(SATURDAY, "09:00", "10:00");

        assertThat(clinic.asking().slots("2026-06-06T00:00", "2026-06-07T00:00"))
                .extracting(slot -> slot.start().toString())
                .containsExactly("2026-06-06T03:15:00Z", "2026-06-06T03:45:00Z");
    }

    @Test
    void a_gap_between_windows_stays_free_of_visits() {
        Clinic clinic =
                Clinic.in("Europe/Berlin").hours(SUNDAY, "09:00", "10:00").hours(SUNDAY, "10:30", "11:30");

        assertThat(clinic.startsOn("2026-06-07"))
                .containsExactly("09:00+02:00", "09:30+02:00", "10:30+02:00", "11:00+02:00");
    }
}
