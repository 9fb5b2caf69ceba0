package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.rules.PatientStatus.NEW;
import static org.visita.rules.PatientStatus.RETURNING;

import org.junit.jupiter.api.Test;

/** Visits that differ for new and for returning patients. */
class PatientsTest {

    private final Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "09:00", "11:00");

    @Test
    void a_variant_has_its_own_timing() {
        clinic.offers(Visits.halfHours().variant(NEW, Visits.minutes(60, 60, 10, 0)));

        assertThat(clinic.asking().patient(NEW).startsOn("2026-06-01")).containsExactly("09:10+02:00");
        assertThat(clinic.asking().patient(RETURNING).startsOn("2026-06-01")).hasSize(4);
        assertThat(clinic.startsOn("2026-06-01")).hasSize(4);
        assertThat(clinic.asking().patient(NEW).decide("2026-06-01T09:10"))
                .isInstanceOfSatisfying(Decision.Accepted.class, accepted -> {
                    assertThat(accepted.slot().end()).isEqualTo(clinic.at("2026-06-01T10:10"));
                    assertThat(accepted.occupiedFrom()).isEqualTo(clinic.at("2026-06-01T09:00"));
                });
    }

    @Test
    void a_visit_for_one_kind_of_patients_takes_their_timing_where_the_status_is_open() {
        clinic.offers(Visits.halfHours().onlyFor(NEW).variant(NEW, Visits.minutes(60, 60, 0, 0)));

        assertThat(clinic.startsOn("2026-06-01")).hasSize(2);
        assertThat(clinic.asking().patient(RETURNING).startsOn("2026-06-01")).isEmpty();
    }
}
