package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.rules.RefusalReason.NONEXISTENT_LOCAL_TIME;
import static org.visita.rules.RefusalReason.OUTSIDE_AVAILABILITY;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rule 7: other hours on one date. */
class OverrideTest {

    private static final String SPRING = "2026-03-29"; // Berlin: 02:00 to 03:00 does not exist

    private final Clinic clinic = Clinic.in("Europe/Berlin");

    @Test
    void replaces_all_windows_that_start_on_its_date() {
        clinic.hours(MONDAY, "08:00", "09:00").hours(MONDAY, "23:00", "01:00").override("2026-06-01", "12:00-13:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("12:00+02:00", "12:30+02:00");
        assertThat(clinic.startsOn("2026-06-02")).isEmpty();
        assertThat(clinic.startsOn("2026-06-08")).hasSize(4);
    }

    @Test
    void leaves_the_window_that_began_on_the_evening_before() {
        clinic.hours(MONDAY, "23:00", "01:00").hours(TUESDAY, "08:00", "09:00").override("2026-06-02");

        assertThat(clinic.startsOn("2026-06-02")).containsExactly("00:00+02:00", "00:30+02:00");
    }

    @Test
    void several_of_one_date_add_up_and_merge() {
        clinic.override("2026-06-02", "08:00-08:45").override("2026-06-02", "08:45-09:30");

        assertThat(clinic.startsOn("2026-06-02")).containsExactly("08:00+02:00", "08:30+02:00", "09:00+02:00");
    }

    @Test
    void may_run_into_the_next_day_and_merge_with_its_hours() {
        clinic.hours(TUESDAY, "01:00", "02:00").override("2026-06-01", "23:15-01:00");

        assertThat(clinic.startsOn("2026-06-02")).containsExactly("00:15+02:00", "00:45+02:00", "01:15+02:00");
    }

    @Test
    void replaces_the_hours_of_both_modalities() {
        clinic.offers(Visits.halfHours().as(Modality.values()))
                .hours(MONDAY, "09:00", "10:00")
                .override(Clinic.TELEHEALTH, "2026-06-01", "12:00-12:30");

        assertThat(clinic.asking().slotsOn("2026-06-01"))
                .extracting(Slot::modality)
                .containsExactly(Modality.TELEHEALTH);
    }

    @Test
    void a_window_that_names_a_time_in_a_gap_is_no_window() {
        clinic.hours(SUNDAY, "09:00", "10:00").override(SPRING, "02:30-04:00", "08:00-08:30");

        assertThat(clinic.startsOn(SPRING)).containsExactly("08:00+02:00");
        clinic.asking().refused("2026-03-29T03:00", NONEXISTENT_LOCAL_TIME);
        clinic.asking().refused("2026-03-29T09:00", NONEXISTENT_LOCAL_TIME);
        clinic.asking().refused("2026-03-30T03:00", OUTSIDE_AVAILABILITY);
    }

    @Test
    void a_nonexistent_time_for_one_modality_is_no_reason_for_the_other() {
        clinic.offers(Visits.halfHours().as(Modality.values())).override(Clinic.TELEHEALTH, SPRING, "02:30-04:00");

        clinic.asking().as(Modality.TELEHEALTH).refused("2026-03-29T03:00", NONEXISTENT_LOCAL_TIME);
        clinic.asking().as(Modality.IN_PERSON).refused("2026-03-29T03:00", OUTSIDE_AVAILABILITY);
    }

    @Test
    void time_off_is_told_before_a_nonexistent_time() {
        clinic.override(SPRING, "02:30-04:00").timeOff(Clinic.ADA, "2026-03-29T03:00", "2026-03-29T04:00");

        clinic.asking().refused("2026-03-29T03:00", OUTSIDE_AVAILABILITY);
        clinic.asking().refused("2026-03-29T04:00", NONEXISTENT_LOCAL_TIME);
    }

    @Test
    void midnight_as_a_start_may_not_exist_but_24_00_as_an_end_always_comes() {
        Clinic beirut = Clinic.in("Asia/Beirut");
        beirut.override("2026-03-28", "23:00-00:00").override(SPRING, "00:00-02:00");

        assertThat(beirut.asking().labels(beirut.asking().slots("2026-03-28T20:00", "2026-03-29T08:00")))
                .containsExactly("23:00+02:00", "23:30+02:00");
        beirut.asking().refused("2026-03-29T01:00", NONEXISTENT_LOCAL_TIME);
    }

    @Test
    void says_which_times_do_not_exist() {
        DateOverride override = new DateOverride(
                "o",
                Clinic.ADA,
                Clinic.LOCATION,
                LocalDate.parse("2026-03-28"),
                Set.of(Modality.IN_PERSON),
                List.of(
                        new LocalWindow(LocalTime.parse("22:00"), LocalTime.parse("02:15")),
                        new LocalWindow(LocalTime.parse("02:15"), LocalTime.parse("03:00"))));

        assertThat(override.nonexistentTimes(ZoneId.of("Europe/Berlin"))).containsExactly(LocalTime.parse("02:15"));
        assertThat(override.nonexistentTimes(ZoneId.of("UTC"))).isEmpty();
    }

    @Test
    void an_override_alone_makes_hours() {
        clinic.hours(Clinic.BEN, SATURDAY, "09:00", "10:00").override("2026-06-03", "09:00-09:30");

        assertThat(clinic.startsOn("2026-06-03")).containsExactly("09:00+02:00");
    }
}
