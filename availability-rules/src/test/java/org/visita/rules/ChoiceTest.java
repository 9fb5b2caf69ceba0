package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.rules.RefusalReason.SLOT_TAKEN;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets a visit that anybody may give, and what an accepted visit takes. */
class ChoiceTest {

    private static final String NINE = "2026-06-01T09:00";

    private final Clinic clinic = Clinic.in("Europe/Berlin")
            .hours(Clinic.ADA, MONDAY, "09:00", "11:00")
            .hours(Clinic.BEN, MONDAY, "09:00", "11:00");

    @Test
    void accepts_a_listed_slot_and_says_what_it_takes() {
        clinic.offers(Visits.halfHours().buffers(10, 5).inRoom().with("laser"))
                .room("r1")
                .device("l1", "laser");

        assertThat(clinic.decide("2026-06-01T09:10"))
                .isEqualTo(new Decision.Accepted(
                        new Slot(
                                clinic.at("2026-06-01T09:10"),
                                clinic.at("2026-06-01T09:40"),
                                clinic.zone,
                                Clinic.ADA,
                                Clinic.LOCATION,
                                Modality.IN_PERSON,
                                "r1",
                                List.of("l1"),
                                null,
                                Visits.TYPE),
                        clinic.at("2026-06-01T09:00"),
                        clinic.at("2026-06-01T09:45")));
    }

    @Test
    void falls_on_whoever_has_the_fewest_visits_in_that_iso_week() {
        clinic.diary
                .visits(Clinic.ADA, "other", "2026-06-07", 2)
                .visits(Clinic.BEN, "2026-06-01", 1)
                // Another week's visits do not count.
                .visits(Clinic.BEN, "2026-05-31", 5)
                .visits(Clinic.BEN, "2026-06-08", 5);

        assertThat(chosen(NINE)).isEqualTo(Clinic.BEN);
    }

    @Test
    void between_equals_falls_on_whoever_was_given_a_visit_the_longest_ago_or_never() {
        clinic.diary.lastAssigned(Clinic.ADA, "2026-05-20T10:00");

        assertThat(chosen(NINE)).isEqualTo(Clinic.BEN);
        clinic.diary.lastAssigned(Clinic.BEN, "2026-05-20T10:01");
        assertThat(chosen(NINE)).isEqualTo(Clinic.ADA);
    }

    @Test
    void between_equals_falls_on_the_lowest_id() {
        assertThat(chosen(NINE)).isEqualTo(Clinic.ADA);
    }

    @Test
    void the_week_is_that_of_the_location() {
        // Sunday evening in Berlin is Monday morning in Auckland, where Ben works.
        Clinic far = Clinic.in("Europe/Berlin")
                .elsewhere("Pacific/Auckland")
                .hours(Clinic.ADA, SUNDAY, "22:00", "23:00")
                .hours(Clinic.BEN, Clinic.ELSEWHERE, Clinic.IN_PERSON, MONDAY, "08:00", "09:00");
        far.diary.visits(Clinic.ADA, "2026-05-31", 1).visits(Clinic.BEN, "2026-06-01", 2);

        assertThat(far.asking().accepted("2026-05-31T22:00").practitionerId()).isEqualTo(Clinic.ADA);
        far.diary.visits(Clinic.ADA, "2026-05-25", 2);
        assertThat(far.asking().accepted("2026-05-31T22:00").practitionerId()).isEqualTo(Clinic.BEN);
    }

    @Test
    void a_group_that_has_begun_comes_before_a_new_one() {
        clinic.offers(Visits.halfHours().seats(3));
        clinic.diary.session(Clinic.BEN, NINE, 1, null).visits(Clinic.BEN, "2026-06-01", 1);

        assertThat(chosen(NINE)).isEqualTo(Clinic.BEN);
        assertThat(chosen("2026-06-01T09:30")).isEqualTo(Clinic.ADA);
    }

    @Test
    void in_person_comes_before_at_a_distance_whoever_it_is() {
        Clinic either = Clinic.in("Europe/Berlin")
                .offers(Visits.halfHours().as(Modality.IN_PERSON, Modality.TELEHEALTH))
                .hours(Clinic.ADA, Clinic.LOCATION, Set.of(Modality.TELEHEALTH), MONDAY, "09:00", "10:00")
                .hours(Clinic.BEN, Clinic.LOCATION, Set.of(Modality.IN_PERSON), MONDAY, "09:00", "09:30");
        either.diary.visits(Clinic.BEN, "2026-06-01", 5);

        assertThat(either.asking().accepted(NINE).practitionerId()).isEqualTo(Clinic.BEN);
        assertThat(either.asking().accepted("2026-06-01T09:30").modality()).isEqualTo(Modality.TELEHEALTH);
    }

    @Test
    void passes_over_those_who_are_taken() {
        clinic.busy(Clinic.ADA, NINE, "2026-06-01T09:30").busy(Clinic.BEN, "2026-06-01T09:30", "2026-06-01T11:00");

        assertThat(chosen(NINE)).isEqualTo(Clinic.BEN);
        assertThat(chosen("2026-06-01T10:00")).isEqualTo(Clinic.ADA);
    }

    @Test
    void the_asked_practitioner_is_not_replaced() {
        clinic.busy(Clinic.ADA, NINE, "2026-06-01T09:30");

        clinic.asking().practitioner(Clinic.ADA).refused(NINE, SLOT_TAKEN);
    }

    private String chosen(String start) {
        return clinic.asking().accepted(start).practitionerId();
    }
}
