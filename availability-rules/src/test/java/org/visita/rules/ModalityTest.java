package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.rules.Modality.IN_PERSON;
import static org.visita.rules.Modality.TELEHEALTH;
import static org.visita.rules.RefusalReason.NOT_OFFERED;
import static org.visita.rules.RefusalReason.OUTSIDE_AVAILABILITY;

import org.junit.jupiter.api.Test;

/** In person and at a distance: the visit type, the hours and the caller each have a say. */
class ModalityTest {

    private final Clinic clinic =
            Clinic.in("Europe/Berlin").offers(Visits.halfHours().inRoom().as(Modality.values()));

    @Test
    void a_visit_type_that_is_in_person_only_is_not_offered_at_a_distance() {
        clinic.offers(Visits.halfHours()).hours(Clinic.TELEHEALTH, MONDAY, "09:00", "10:00");

        clinic.asking().as(TELEHEALTH).refused("2026-06-01T09:00", NOT_OFFERED);
        clinic.asking().as(IN_PERSON).refused("2026-06-01T09:00", OUTSIDE_AVAILABILITY);
    }

    @Test
    void unasked_it_is_in_person_where_possible_and_else_at_a_distance() {
        clinic.hours(MONDAY, "09:00", "10:00")
                .hours(Clinic.TELEHEALTH, MONDAY, "09:30", "11:00")
                .room("r1");

        assertThat(clinic.asking().slotsOn("2026-06-01"))
                .extracting(Slot::modality)
                .containsExactly(IN_PERSON, IN_PERSON, TELEHEALTH, TELEHEALTH);
        assertThat(clinic.asking().accepted("2026-06-01T09:30").modality()).isEqualTo(IN_PERSON);
        assertThat(clinic.asking().as(TELEHEALTH).accepted("2026-06-01T09:30").modality())
                .isEqualTo(TELEHEALTH);
    }

    @Test
    void at_a_distance_it_takes_neither_room_nor_device() {
        clinic.offers(Visits.halfHours().inRoom().with("laser").as(Modality.values()))
                .hours(MONDAY, "09:00", "09:30")
                .hours(Clinic.TELEHEALTH, MONDAY, "09:00", "09:30");

        Slot slot = clinic.asking().accepted("2026-06-01T09:00");

        assertThat(slot.modality()).isEqualTo(TELEHEALTH);
        assertThat(slot.roomId()).isNull();
        assertThat(slot.equipmentIds()).isEmpty();
    }

    @Test
    void it_is_at_a_distance_while_the_only_room_is_taken() {
        clinic.hours(MONDAY, "09:00", "10:00")
                .hours(Clinic.TELEHEALTH, MONDAY, "09:00", "10:00")
                .room("r1")
                .busy("r1", "2026-06-01T09:00", "2026-06-01T09:30");

        assertThat(clinic.asking().slotsOn("2026-06-01"))
                .extracting(Slot::modality)
                .containsExactly(TELEHEALTH, IN_PERSON);
    }

    @Test
    void hours_of_one_kind_do_not_merge_with_those_of_the_other() {
        clinic.offers(Visits.halfHours().lasting(60).as(Modality.values()))
                .hours(MONDAY, "09:00", "09:45")
                .hours(Clinic.TELEHEALTH, MONDAY, "09:45", "11:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:45+02:00");
    }
}
