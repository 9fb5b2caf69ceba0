package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.rules.RefusalReason.BELOW_NOTICE;
import static org.visita.rules.RefusalReason.BEYOND_HORIZON;
import static org.visita.rules.RefusalReason.NOT_FOR_PATIENT;
import static org.visita.rules.RefusalReason.NOT_OFFERED;
import static org.visita.rules.RefusalReason.OFF_GRID;
import static org.visita.rules.RefusalReason.OUTSIDE_AVAILABILITY;
import static org.visita.rules.RefusalReason.PATIENT_CONFLICT;
import static org.visita.rules.RefusalReason.SLOT_TAKEN;
import static org.visita.rules.RefusalReason.UNKNOWN_LOCATION;
import static org.visita.rules.RefusalReason.UNKNOWN_PRACTITIONER;
import static org.visita.rules.RefusalReason.UNKNOWN_VISIT_TYPE;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each reason, and which one is told where several apply. */
class RefusalTest {

    private static final String NINE = "2026-06-01T09:00";

    private final Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "09:00", "11:00");

    @Test
    void refuses_what_the_catalog_does_not_know_in_the_order_of_the_reasons() {
        Instant start = clinic.at(NINE);
        VisitRequest other = new VisitRequest("x", start, "x", "x", null, null, Clinic.PATIENT, start);

        assertThat(Availability.decide(clinic.catalog(), BusyTimes.EMPTY, other))
                .isEqualTo(new Decision.Refused(UNKNOWN_VISIT_TYPE));
        clinic.asking().practitioner("x").location("x").refused(NINE, UNKNOWN_PRACTITIONER);
        clinic.asking().location("x").refused(NINE, UNKNOWN_LOCATION);
    }

    @Test
    void refuses_a_practitioner_who_does_not_offer_the_visit() {
        clinic.offers(Visits.halfHours().onlyFor(PatientStatus.NEW).offered(Set.of(Clinic.BEN), Set.of()));

        clinic.asking().patient(PatientStatus.RETURNING).refused(NINE, NOT_OFFERED);
    }

    @Test
    void refuses_other_patients_than_those_it_is_for_whatever_the_time() {
        clinic.offers(Visits.halfHours().onlyFor(PatientStatus.NEW).notice(Duration.ofDays(1)));

        clinic.asking().patient(PatientStatus.RETURNING).refused(NINE, NOT_FOR_PATIENT);
        clinic.asking().patient(PatientStatus.NEW).refused(NINE, BELOW_NOTICE);
        clinic.asking().refused(NINE, BELOW_NOTICE);
    }

    @Test
    void refuses_starts_too_soon_or_too_far_ahead_whatever_the_hours() {
        clinic.offers(Visits.halfHours().notice(Duration.ofHours(2)).horizon(Duration.ofDays(7)));
        Asking asking = clinic.asking().now(clinic.at("2026-06-01T07:31"));

        asking.refused("2026-06-01T09:30", BELOW_NOTICE);
        asking.refused("2026-05-01T03:00", BELOW_NOTICE);
        asking.refused("2026-06-08T09:32", BEYOND_HORIZON);
        asking.accepted("2026-06-01T10:00");
    }

    @Test
    void answers_for_instants_at_the_end_of_time() {
        Asking asking = clinic.asking().now(clinic.at("2026-06-01T07:00"));

        assertThat(asking.decide(Instant.MIN)).isEqualTo(new Decision.Refused(BELOW_NOTICE));
        assertThat(asking.decide(Instant.MAX)).isEqualTo(new Decision.Refused(BEYOND_HORIZON));
        assertThat(Availability.busyScope(clinic.catalog(), asking.request(Instant.MAX))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void refuses_a_start_outside_the_hours() {
        clinic.asking().refused("2026-06-01T08:30", OUTSIDE_AVAILABILITY);
        clinic.asking().refused("2026-06-01T10:31", OUTSIDE_AVAILABILITY);
        clinic.asking().refused("2026-06-02T09:00", OUTSIDE_AVAILABILITY);
    }

    @Test
    void a_fraction_of_a_second_is_off_the_grid_or_outside_the_hours() {
        clinic.asking().refused("2026-06-01T09:00:01", OFF_GRID);
        clinic.asking().refused("2026-06-01T09:00:00.000000001", OFF_GRID);
        clinic.asking().refused("2026-06-01T10:30:00.000000001", OUTSIDE_AVAILABILITY);
        clinic.asking().refused("2026-06-01T08:59:59.999999999", OUTSIDE_AVAILABILITY);
    }

    @Test
    void off_the_grid_is_said_before_taken_and_time_off_before_either() {
        clinic.busy(Clinic.ADA, NINE, "2026-06-01T11:00").timeOff(Clinic.ADA, "2026-06-01T10:00", "2026-06-01T11:00");

        clinic.asking().refused("2026-06-01T09:00:00.5", OFF_GRID);
        clinic.asking().refused(NINE, SLOT_TAKEN);
        clinic.asking().refused("2026-06-01T10:05", OUTSIDE_AVAILABILITY);
    }

    @Test
    void refuses_a_patient_who_is_elsewhere_only_when_all_else_fits() {
        clinic.busy(Clinic.PATIENT, "2026-06-01T09:15", "2026-06-01T09:45")
                .busy(Clinic.ADA, "2026-06-01T09:30", "2026-06-01T10:00");

        clinic.asking().refused(NINE, PATIENT_CONFLICT);
        clinic.asking().refused("2026-06-01T09:30", SLOT_TAKEN);
        clinic.asking().accepted("2026-06-01T10:00");
    }

    @Test
    void the_patient_is_taken_for_the_visit_without_its_buffers() {
        clinic.offers(Visits.halfHours().buffers(15, 15))
                .busy(Clinic.PATIENT, NINE, "2026-06-01T09:15")
                .busy(Clinic.PATIENT, "2026-06-01T09:45", "2026-06-01T10:00");

        clinic.asking().accepted("2026-06-01T09:15");
    }

    @Test
    void of_several_refusals_the_nearest_to_a_yes_is_told() {
        clinic.hours(Clinic.BEN, MONDAY, "13:00", "15:00").busy(Clinic.BEN, "2026-06-01T13:00", "2026-06-01T13:30");

        clinic.asking().refused("2026-06-01T13:00", SLOT_TAKEN);
        clinic.asking().refused("2026-06-01T13:10", OFF_GRID);
    }

    @Test
    void every_reason_has_a_sentence() {
        assertThat(RefusalReason.values()).allMatch(reason -> reason.detail().endsWith("."));
    }
}
