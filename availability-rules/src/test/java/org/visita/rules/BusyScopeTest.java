package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusyScopeTest {

    private final Clinic clinic = Clinic.in("Europe/Berlin")
            .hours(Clinic.ADA, MONDAY, "09:00", "11:00")
            .hours(Clinic.BEN, MONDAY, "09:00", "11:00")
            .room("r1")
            .room("r2");

    @Test
    void a_query_needs_its_practitioners_and_a_range_widened_by_the_visit() {
        clinic.offers(Visits.halfHours().buffers(10, 5));

        // The last start is a second before the end of the query.
        assertThat(scope("2026-06-01T09:00", "2026-06-01T10:00"))
                .isEqualTo(new BusyScope(
                        Set.of(Clinic.ADA, Clinic.BEN),
                        clinic.at("2026-06-01T08:50"),
                        clinic.at("2026-06-01T10:34:59")));
    }

    @Test
    void a_visit_in_a_room_needs_the_rooms_of_its_locations() {
        clinic.offers(Visits.halfHours().inRoom());

        assertThat(scope("2026-06-01T09:00", "2026-06-01T10:00").resourceIds())
                .containsExactlyInAnyOrder(Clinic.ADA, Clinic.BEN, "r1", "r2");
    }

    @Test
    void a_request_needs_its_patient_and_the_local_day() {
        assertThat(Availability.busyScope(clinic.catalog(), clinic.request(clinic.at("2026-06-01T09:00"), Clinic.ADA)))
                .isEqualTo(new BusyScope(
                        Set.of(Clinic.ADA, Clinic.PATIENT),
                        clinic.at("2026-06-01T00:00"),
                        clinic.at("2026-06-02T00:00")));
    }

    @Test
    void nothing_is_needed_where_the_answer_is_no_anyway() {
        Instant start = clinic.at("2026-06-01T09:00");
        VisitRequest late =
                new VisitRequest(Visits.TYPE, start, null, null, Clinic.PATIENT, start.plus(Duration.ofMinutes(1)));

        assertThat(Availability.busyScope(clinic.catalog(), late).isEmpty()).isTrue();
        assertThat(Availability.busyScope(ClinicCatalog.EMPTY, late).isEmpty()).isTrue();
        assertThat(Availability.busyScope(ClinicCatalog.EMPTY, clinic.query(start, start.plusSeconds(60)))
                        .isEmpty())
                .isTrue();
    }

    private BusyScope scope(String from, String to) {
        return Availability.busyScope(clinic.catalog(), clinic.query(clinic.at(from), clinic.at(to)));
    }
}
