package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.rules.RefusalReason.LIMIT_REACHED;
import static org.visita.rules.RefusalReason.OUTSIDE_AVAILABILITY;
import static org.visita.rules.RefusalReason.PATIENT_CONFLICT;
import static org.visita.rules.RefusalReason.SLOT_TAKEN;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rule 10: visits of a group. */
class SessionTest {

    private static final String NINE = "2026-06-01T09:00";

    private final Clinic clinic = Clinic.in("Europe/Berlin")
            .offers(Visits.halfHours().seats(3).inRoom())
            .room("r1")
            .room("r2")
            .hours(MONDAY, "09:00", "10:00");

    @Test
    void a_new_session_has_all_its_seats_and_takes_what_is_free() {
        Slot slot = clinic.asking().accepted(NINE);

        assertThat(slot.remaining()).isEqualTo(3);
        assertThat(slot.roomId()).isEqualTo("r1");
    }

    @Test
    void who_joins_gets_the_room_that_the_session_has() {
        clinic.busy("r2", NINE, "2026-06-01T09:30").diary.session(NINE, 1, "r2");

        Slot slot = clinic.asking().accepted(NINE);

        assertThat(slot.remaining()).isEqualTo(2);
        assertThat(slot.roomId()).isEqualTo("r2");
    }

    @Test
    void a_full_house_is_taken_whatever_the_limit() {
        clinic.offers(Visits.halfHours().seats(3).limited(1, null))
                .diary
                .session(NINE, 3, null)
                .visits(Clinic.ADA, "2026-06-01", 1);

        clinic.asking().refused(NINE, SLOT_TAKEN);
        clinic.asking().refused("2026-06-01T09:30", LIMIT_REACHED);
        assertThat(clinic.startsOn("2026-06-01")).isEmpty();
    }

    @Test
    void a_session_is_joined_at_its_start_exactly() {
        clinic.offers(Visits.halfHours().every(10).seats(3)).diary.session(NINE, 1, null);

        clinic.asking().accepted(NINE);
        clinic.asking().refused("2026-06-01T09:10", SLOT_TAKEN);
        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:00+02:00", "09:30+02:00");
    }

    @Test
    void hours_notice_and_time_off_hold_for_those_who_join_too() {
        clinic.diary.session(NINE, 1, null);
        clinic.offers(Visits.halfHours().seats(3).notice(Duration.ofHours(1)));
        clinic.asking().now(clinic.at("2026-06-01T08:01")).refused(NINE, RefusalReason.BELOW_NOTICE);

        clinic.offers(Visits.halfHours().seats(3)).timeOff(Clinic.ADA, "2026-06-01T09:29", "2026-06-01T10:00");
        clinic.asking().refused(NINE, OUTSIDE_AVAILABILITY);
    }

    @Test
    void a_patient_joins_only_one_at_a_time() {
        clinic.busy(Clinic.PATIENT, NINE, "2026-06-01T09:30").diary.session(NINE, 1, null);

        clinic.asking().refused(NINE, PATIENT_CONFLICT);
    }

    @Test
    void a_session_in_person_is_not_joined_at_a_distance() {
        clinic.offers(Visits.halfHours().seats(3).as(Modality.values()))
                .hours(Clinic.TELEHEALTH, MONDAY, "09:00", "10:00")
                .diary
                .session(NINE, 1, null);

        clinic.asking().as(Modality.TELEHEALTH).refused(NINE, SLOT_TAKEN);
        assertThat(clinic.asking().accepted(NINE).modality()).isEqualTo(Modality.IN_PERSON);
    }

    @Test
    void the_time_of_a_visit_that_is_no_group_any_more_is_taken() {
        clinic.offers(Visits.halfHours()).diary.session(NINE, 1, null);

        clinic.asking().refused(NINE, SLOT_TAKEN);
        assertThat(clinic.asking().accepted("2026-06-01T09:30").remaining()).isNull();
    }
}
