package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.rules.RefusalReason.LIMIT_REACHED;

import org.junit.jupiter.api.Test;

/** Rule 9: how many visits a practitioner gives on a date, and in a week. */
class LimitTest {

    private final Clinic clinic = Clinic.in("Europe/Berlin")
            .offers(Visits.halfHours().limited(2, null))
            .hours(MONDAY, "09:00", "10:00")
            .hours(MONDAY, "23:00", "01:00");

    @Test
    void a_date_is_full_at_its_limit_and_the_next_is_not() {
        clinic.diary.visits(Clinic.ADA, "2026-06-01", 1);
        assertThat(clinic.startsOn("2026-06-01")).hasSize(4);

        clinic.diary.visits(Clinic.ADA, "2026-06-01", 1);
        assertThat(clinic.startsOn("2026-06-01")).isEmpty();
        assertThat(clinic.startsOn("2026-06-02")).containsExactly("00:00+02:00", "00:30+02:00");
    }

    @Test
    void other_types_and_other_practitioners_do_not_count() {
        clinic.hours(Clinic.BEN, MONDAY, "09:00", "10:00")
                .diary
                .visits(Clinic.ADA, "other", "2026-06-01", 9)
                .visits(Clinic.BEN, "2026-06-01", 9);

        assertThat(clinic.asking().practitioner(Clinic.ADA).startsOn("2026-06-01"))
                .hasSize(4);
        assertThat(clinic.asking().practitioner(Clinic.BEN).startsOn("2026-06-01"))
                .isEmpty();
    }

    @Test
    void a_limit_is_told_before_taken_and_after_off_the_grid() {
        clinic.busy(Clinic.ADA, "2026-06-01T09:00", "2026-06-01T10:00").diary.visits(Clinic.ADA, "2026-06-01", 2);

        clinic.asking().refused("2026-06-01T09:00", LIMIT_REACHED);
        clinic.asking().refused("2026-06-01T09:10", RefusalReason.OFF_GRID);
    }

    @Test
    void a_week_is_of_iso_8601_across_the_new_year() {
        clinic.offers(Visits.halfHours().limited(null, 2)).hours(SUNDAY, "12:00", "13:00");
        clinic.diary.visits(Clinic.ADA, "2026-12-28", 1).visits(Clinic.ADA, "2027-01-03", 1);

        assertThat(clinic.startsOn("2026-12-27")).hasSize(2);
        assertThat(clinic.startsOn("2026-12-28")).isEmpty();
        assertThat(clinic.startsOn("2027-01-03")).isEmpty();
        assertThat(clinic.startsOn("2027-01-04")).hasSize(4);
    }

    @Test
    void the_date_is_that_of_the_location_where_the_visit_would_be() {
        clinic.elsewhere("Pacific/Auckland")
                .hours(Clinic.ADA, Clinic.ELSEWHERE, Clinic.IN_PERSON, MONDAY, "08:00", "09:00")
                .hours(SUNDAY, "22:00", "23:00")
                .diary
                .visits(Clinic.ADA, "2026-06-01", 2);

        // The same instants: Sunday in Berlin, and Monday, which is full, in Auckland.
        assertThat(clinic.asking().slotsOn("2026-05-31"))
                .extracting(Slot::locationId)
                .containsExactly(Clinic.LOCATION, Clinic.LOCATION);
        clinic.asking().location(Clinic.ELSEWHERE).refused("2026-05-31T22:00", LIMIT_REACHED);
    }

    @Test
    void a_date_that_comes_back_after_midnight_counts_as_itself() {
        // In Newfoundland the clocks went from 00:01 on the 7th back to 23:01 on the 6th.
        Clinic back = Clinic.in("America/St_Johns")
                .offers(Visits.halfHours().every(5).lasting(5).limited(1, null))
                .hours(SATURDAY, "23:55", "00:10");
        back.diary.visits(Clinic.ADA, "2010-11-07", 1);

        assertThat(back.asking().labels(back.asking().slots("2010-11-06T20:00", "2010-11-07T03:00")))
                .hasSize(12)
                .startsWith("23:55-02:30", "23:05-03:30")
                .endsWith("23:55-03:30");
    }
}
