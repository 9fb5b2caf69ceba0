package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.rules.RefusalReason.BELOW_NOTICE;
import static org.visita.rules.RefusalReason.BEYOND_HORIZON;
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

class DecideVisitTest {

    private final Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "09:00", "11:00");

    @Test
    void accepts_a_listed_slot_and_says_what_it_takes() {
        clinic.offers(Visits.halfHours().buffers(10, 5).inRoom()).room("r1");

        assertThat(clinic.decide("2026-06-01T09:10"))
                .isEqualTo(new Decision.Accepted(
                        new Slot(
                                clinic.at("2026-06-01T09:10"),
                                clinic.at("2026-06-01T09:40"),
                                clinic.zone,
                                Clinic.ADA,
                                Clinic.LOCATION,
                                "r1",
                                Visits.TYPE),
                        clinic.at("2026-06-01T09:00"),
                        clinic.at("2026-06-01T09:45")));
    }

    @Test
    void refuses_what_the_catalog_does_not_know() {
        Instant start = clinic.at("2026-06-01T09:00");

        assertThat(decide(new VisitRequest("x", start, null, null, Clinic.PATIENT, start)))
                .isEqualTo(new Decision.Refused(UNKNOWN_VISIT_TYPE));
        assertThat(decide(new VisitRequest(Visits.TYPE, start, "x", null, Clinic.PATIENT, start)))
                .isEqualTo(new Decision.Refused(UNKNOWN_PRACTITIONER));
        assertThat(decide(new VisitRequest(Visits.TYPE, start, null, "x", Clinic.PATIENT, start)))
                .isEqualTo(new Decision.Refused(UNKNOWN_LOCATION));
    }

    @Test
    void refuses_a_start_outside_the_hours() {
        assertRefused("2026-06-01T08:30", OUTSIDE_AVAILABILITY);
        assertRefused("2026-06-01T10:31", OUTSIDE_AVAILABILITY);
        assertRefused("2026-06-02T09:00", OUTSIDE_AVAILABILITY);
    }

    @Test
    void refuses_a_practitioner_who_does_not_offer_the_visit() {
        clinic.offers(Visits.halfHours().offered(Set.of(Clinic.BEN), Set.of()));

        assertRefused("2026-06-01T09:00", OUTSIDE_AVAILABILITY);
    }

    @Test
    void refuses_a_start_off_the_grid() {
        assertRefused("2026-06-01T09:10", OFF_GRID);
        assertRefused("2026-06-01T09:00:01", OFF_GRID);
        assertRefused("2026-06-01T09:00:00.000000001", OFF_GRID);
    }

    @Test
    void off_the_grid_is_said_before_taken() {
        clinic.busy(Clinic.ADA, "2026-06-01T09:00", "2026-06-01T11:00");

        assertRefused("2026-06-01T09:00:00.5", OFF_GRID);
        assertRefused("2026-06-01T09:00", SLOT_TAKEN);
    }

    @Test
    void refuses_starts_too_soon_or_too_far_ahead_whatever_the_hours() {
        clinic.offers(Visits.halfHours().notice(Duration.ofHours(2)).horizon(Duration.ofDays(7)))
                .now(clinic.at("2026-06-01T07:31"));

        assertRefused("2026-06-01T09:30", BELOW_NOTICE);
        assertRefused("2026-05-01T03:00", BELOW_NOTICE);
        assertRefused("2026-06-08T09:30", BEYOND_HORIZON);
        assertThat(clinic.decide("2026-06-01T10:00")).isInstanceOf(Decision.Accepted.class);
        assertThat(clinic.decide("2026-06-01T10:30")).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void answers_for_instants_at_the_end_of_time() {
        clinic.now(clinic.at("2026-06-01T07:00"));

        assertThat(clinic.decide(Instant.MIN, null)).isEqualTo(new Decision.Refused(BELOW_NOTICE));
        assertThat(clinic.decide(Instant.MAX, null)).isEqualTo(new Decision.Refused(BEYOND_HORIZON));
        assertThat(Availability.busyScope(clinic.catalog(), clinic.request(Instant.MAX, null))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void refuses_a_patient_who_is_elsewhere_only_when_all_else_fits() {
        clinic.busy(Clinic.PATIENT, "2026-06-01T09:15", "2026-06-01T09:45")
                .busy(Clinic.ADA, "2026-06-01T09:30", "2026-06-01T10:00");

        assertRefused("2026-06-01T09:00", PATIENT_CONFLICT);
        assertRefused("2026-06-01T09:30", SLOT_TAKEN);
        assertThat(clinic.decide("2026-06-01T10:00")).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void the_patient_is_taken_for_the_visit_without_its_buffers() {
        clinic.offers(Visits.halfHours().buffers(15, 15))
                .busy(Clinic.PATIENT, "2026-06-01T09:00", "2026-06-01T09:15")
                .busy(Clinic.PATIENT, "2026-06-01T09:45", "2026-06-01T10:00");

        assertThat(clinic.decide("2026-06-01T09:15")).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void a_free_choice_falls_on_the_least_busy_of_that_local_day() {
        clinic.hours(Clinic.BEN, MONDAY, "09:00", "11:00")
                .busy(Clinic.ADA, "2026-06-01T10:00", "2026-06-01T10:30")
                // Another day's load does not count.
                .busy(Clinic.BEN, "2026-05-31T08:00", "2026-06-01T00:00")
                .busy(Clinic.BEN, "2026-06-01T23:50", "2026-06-02T08:00");

        assertThat(chosenFor("2026-06-01T09:00")).isEqualTo(Clinic.BEN);
    }

    @Test
    void a_free_choice_between_equals_falls_on_the_lowest_id() {
        clinic.hours(Clinic.BEN, MONDAY, "09:00", "11:00");

        assertThat(chosenFor("2026-06-01T09:00")).isEqualTo(Clinic.ADA);
    }

    @Test
    void a_free_choice_passes_over_those_who_are_taken() {
        clinic.hours(Clinic.BEN, MONDAY, "09:00", "11:00")
                .busy(Clinic.ADA, "2026-06-01T09:00", "2026-06-01T09:30")
                .busy(Clinic.BEN, "2026-06-01T09:30", "2026-06-01T11:00");

        assertThat(chosenFor("2026-06-01T09:00")).isEqualTo(Clinic.BEN);
        assertThat(chosenFor("2026-06-01T10:00")).isEqualTo(Clinic.ADA);
    }

    @Test
    void of_several_refusals_the_nearest_to_a_yes_is_told() {
        clinic.hours(Clinic.BEN, MONDAY, "13:00", "15:00").busy(Clinic.BEN, "2026-06-01T13:00", "2026-06-01T13:30");

        assertRefused("2026-06-01T13:00", SLOT_TAKEN);
        assertRefused("2026-06-01T13:10", OFF_GRID);
    }

    @Test
    void the_asked_practitioner_is_not_replaced() {
        clinic.hours(Clinic.BEN, MONDAY, "09:00", "11:00").busy(Clinic.ADA, "2026-06-01T09:00", "2026-06-01T09:30");

        assertThat(clinic.decide(clinic.at("2026-06-01T09:00"), Clinic.ADA))
                .isEqualTo(new Decision.Refused(SLOT_TAKEN));
    }

    private Decision decide(VisitRequest request) {
        return Availability.decide(clinic.catalog(), clinic.busyTimes(), request);
    }

    private void assertRefused(String start, RefusalReason reason) {
        assertThat(clinic.decide(start)).isEqualTo(new Decision.Refused(reason));
        assertThat(reason.detail()).endsWith(".");
    }

    private String chosenFor(String start) {
        return ((Decision.Accepted) clinic.decide(start)).slot().practitionerId();
    }
}
