package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusyScopeTest {

    private static final String NINE = "2026-06-01T09:00";

    private final Clinic clinic = Clinic.in("Europe/Berlin")
            .hours(Clinic.ADA, MONDAY, "09:00", "11:00")
            .hours(Clinic.BEN, MONDAY, "09:00", "11:00")
            .room("r1")
            .device("l1", "laser")
            .device("u1", "ultrasound");

    @Test
    void a_query_needs_its_practitioners_and_a_range_widened_by_the_visit() {
        clinic.offers(Visits.halfHours().buffers(10, 5));

        // The last start is a second before the end of the query.
        assertThat(scope(clinic.asking()))
                .isEqualTo(new BusyScope(
                        Set.of(Clinic.ADA, Clinic.BEN),
                        clinic.at("2026-06-01T08:50"),
                        clinic.at("2026-06-01T10:34:59"),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void a_visit_in_person_needs_the_rooms_and_devices_it_could_take() {
        clinic.offers(Visits.halfHours().inRoom().with("laser").as(Modality.values()));

        assertThat(scope(clinic.asking()).resourceIds()).containsExactlyInAnyOrder(Clinic.ADA, Clinic.BEN, "r1", "l1");
        assertThat(scope(clinic.asking().as(Modality.TELEHEALTH)).resourceIds())
                .containsExactlyInAnyOrder(Clinic.ADA, Clinic.BEN);
    }

    @Test
    void limits_need_the_counts_of_whole_iso_weeks() {
        clinic.offers(Visits.halfHours().limited(3, null).seats(2));

        BusyScope scope = scope(clinic.asking().practitioner(Clinic.ADA));

        assertThat(scope.sessionsOf()).contains(Visits.TYPE);
        assertThat(scope.counts())
                .contains(new CountScope(
                        Set.of(Clinic.ADA), LocalDate.parse("2026-06-01"), LocalDate.parse("2026-06-07")));
    }

    @Test
    void a_request_needs_its_patient_and_a_choice_the_counts() {
        Instant start = clinic.at(NINE);

        assertThat(Availability.busyScope(
                        clinic.catalog(),
                        clinic.asking().practitioner(Clinic.ADA).request(start)))
                .isEqualTo(new BusyScope(
                        Set.of(Clinic.ADA, Clinic.PATIENT),
                        start,
                        clinic.at("2026-06-01T09:30"),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(Availability.busyScope(clinic.catalog(), clinic.asking().request(start))
                        .counts())
                .isPresent();
    }

    @Test
    void nothing_is_needed_where_the_answer_is_no_anyway() {
        clinic.offers(Visits.halfHours().onlyFor(PatientStatus.NEW));
        Instant start = clinic.at(NINE);
        Asking late = clinic.asking().now(start.plus(Duration.ofMinutes(1)));
        Asking returning = clinic.asking().patient(PatientStatus.RETURNING);

        assertThat(Availability.busyScope(clinic.catalog(), late.request(start)).isEmpty())
                .isTrue();
        assertThat(Availability.busyScope(clinic.catalog(), returning.request(start))
                        .isEmpty())
                .isTrue();
        assertThat(scope(returning).isEmpty()).isTrue();
        assertThat(Availability.busyScope(ClinicCatalog.EMPTY, late.request(start))
                        .isEmpty())
                .isTrue();
    }

    private BusyScope scope(Asking asking) {
        return Availability.busyScope(
                clinic.catalog(), asking.query(clinic.at(NINE), clinic.at("2026-06-01T10:00"), 100));
    }
}
