package org.visita.rules;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules 3 and 8: opening hours, time off and holidays. */
class ClosedTest {

    @Test
    void nobody_works_outside_of_the_opening_hours() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .opens(MONDAY, "09:00", "10:00")
                .opens(MONDAY, "14:00", "15:00")
                .hours(MONDAY, "08:10", "20:00");

        assertThat(clinic.startsOn("2026-06-01"))
                .containsExactly("09:00+02:00", "09:30+02:00", "14:00+02:00", "14:30+02:00");
    }

    @Test
    void opening_hours_that_adjoin_leave_no_seam() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .opens(SUNDAY, "20:00", "00:00")
                .opens(MONDAY, "00:00", "02:00")
                .hours(SUNDAY, "23:15", "03:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("00:15+02:00", "00:45+02:00", "01:15+02:00");
    }

    @Test
    void opening_hours_bind_overrides_too() {
        Clinic clinic =
                Clinic.in("Europe/Berlin").opens(MONDAY, "09:00", "10:00").override("2026-06-01", "08:00-09:30");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:00+02:00");
    }

    @Test
    void time_off_goes_for_all_locations_and_moves_no_grid() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .elsewhere("Europe/London")
                .hours(MONDAY, "09:00", "11:00")
                .hours(Clinic.ADA, Clinic.ELSEWHERE, Clinic.IN_PERSON, MONDAY, "12:00", "13:00")
                .timeOff(Clinic.ADA, "2026-06-01T09:10", "2026-06-01T09:35:00.001")
                .timeOff(Clinic.ADA, "2026-06-01T13:00", "2026-06-01T13:30");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("10:00+02:00", "10:30+02:00", "13:30+02:00");
    }

    @Test
    void a_holiday_is_of_each_locations_own_dates() {
        Clinic clinic = Clinic.in("Europe/Berlin").elsewhere("Pacific/Auckland");
        for (DayOfWeek day : DayOfWeek.values()) {
            clinic.hours(Clinic.ADA, Clinic.LOCATION, Clinic.IN_PERSON, day, "22:00", "23:00")
                    .hours(Clinic.BEN, Clinic.ELSEWHERE, Clinic.IN_PERSON, day, "08:00", "09:00");
        }
        clinic.has(new Holiday("h", Set.of(), LocalDate.parse("2026-06-01"), LocalDate.parse("2026-06-01")));

        // 22:00 in Berlin is 08:00 of the next date in Auckland.
        assertThat(clinic.asking().slotsOn("2026-05-31"))
                .extracting(Slot::practitionerId)
                .containsExactly(Clinic.ADA, Clinic.ADA);
        assertThat(clinic.asking().slotsOn("2026-06-01"))
                .extracting(Slot::practitionerId)
                .containsExactly(Clinic.BEN, Clinic.BEN);
    }

    @Test
    void a_holiday_closes_its_locations_only_and_its_last_date_too() {
        Clinic clinic = Clinic.in("Europe/Berlin")
                .elsewhere("Europe/Berlin")
                .hours(MONDAY, "09:00", "10:00")
                .hours(Clinic.ADA, Clinic.ELSEWHERE, Clinic.IN_PERSON, MONDAY, "12:00", "13:00")
                .holiday("2026-05-30", "2026-06-01");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("12:00+02:00", "12:30+02:00");
        assertThat(clinic.startsOn("2026-06-08")).hasSize(4);
    }

    @Test
    void a_holiday_on_a_date_that_was_skipped_closes_nothing() {
        Clinic clinic =
                Clinic.in("Pacific/Apia").hours(FRIDAY, "09:00", "10:00").hours(SUNDAY, "00:00", "00:30");

        assertThat(clinic.holiday("2011-12-30", "2011-12-30")
                        .asking()
                        .slots("2011-12-29T00:00-10:00", "2012-01-02T00:00+14:00"))
                .hasSize(1);
    }

    @Test
    void a_holiday_lasts_until_the_later_of_two_midnights() {
        // In Newfoundland the clocks went from 00:01 on the 7th back to 23:01 on the 6th.
        Clinic clinic = Clinic.in("America/St_Johns")
                .hours(SUNDAY, "00:00", "01:00")
                .hours(DayOfWeek.SATURDAY, "23:00", "00:00")
                .holiday("2010-11-06", "2010-11-06");

        assertThat(clinic.asking().labels(clinic.asking().slots("2010-11-06T20:00", "2010-11-07T03:00")))
                .containsExactly("00:00-03:30", "00:30-03:30");
    }
}
