package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which visits that stand a change of the catalog puts in question. */
class StillFitsTest {

    private final Clinic clinic = Clinic.in("Europe/Berlin")
            .elsewhere("Europe/Berlin")
            .hours(MONDAY, "09:00", "10:00")
            .hours(MONDAY, "10:00", "11:00")
            .room("r1")
            .device("l1", "laser");

    @Test
    void a_visit_within_the_merged_hours_fits_on_the_grid_or_off_it() {
        assertThat(fits("09:40", "10:20")).isTrue();
        assertThat(fits("09:00", "11:00")).isTrue();
        assertThat(fits("08:59", "09:30")).isFalse();
        assertThat(fits("10:31", "11:01")).isFalse();
    }

    @Test
    void rules_for_booking_play_no_part() {
        clinic.offers(Visits.halfHours()
                .every(50)
                .onlyFor(PatientStatus.NEW)
                .limited(1, 1)
                .notice(Duration.ofDays(300)));

        assertThat(fits("09:40", "10:20")).isTrue();
    }

    @Test
    void a_room_or_device_that_is_gone_or_elsewhere_does_not_fit() {
        clinic.has(new Room("r2", Clinic.ELSEWHERE));

        assertThat(fits(visit(Modality.IN_PERSON, "r1", "l1"))).isTrue();
        assertThat(fits(visit(Modality.IN_PERSON, "r2", "l1"))).isFalse();
        assertThat(fits(visit(Modality.IN_PERSON, "r3", "l1"))).isFalse();
        assertThat(fits(visit(Modality.IN_PERSON, "r1", "l2"))).isFalse();
    }

    @Test
    void what_the_type_needs_by_now_has_to_be_among_what_was_taken() {
        clinic.has(new Equipment("s1", Clinic.LOCATION, "scanner"));
        clinic.offers(Visits.halfHours().inRoom());
        assertThat(fits(visit(Modality.IN_PERSON, "r1"))).isTrue();
        assertThat(fits(visit(Modality.IN_PERSON, null))).isFalse();

        clinic.offers(Visits.halfHours().with("laser"));
        assertThat(fits(visit(Modality.IN_PERSON, null, "l1"))).isTrue();
        assertThat(fits(visit(Modality.IN_PERSON, null))).isFalse();
        assertThat(fits(visit(Modality.IN_PERSON, null, "s1"))).isFalse();
    }

    @Test
    void the_modality_needs_hours_of_its_kind_and_an_unknown_one_takes_either() {
        clinic.offers(Visits.halfHours().as(Modality.values()));

        assertThat(fits(visit(Modality.TELEHEALTH, null))).isFalse();
        assertThat(fits(visit(null, null))).isTrue();
        clinic.offers(Visits.halfHours().as(Modality.TELEHEALTH));
        assertThat(fits(visit(null, null))).isFalse();
    }

    @Test
    void a_practitioner_who_gives_it_no_more_does_not_fit() {
        clinic.offers(Visits.halfHours().offered(Set.of(Clinic.BEN), Set.of()));

        assertThat(fits("09:00", "09:30")).isFalse();
        assertThat(Availability.stillFits(ClinicCatalog.EMPTY, visit(null, null)))
                .isFalse();
    }

    @Test
    void time_off_holidays_and_overrides_count() {
        clinic.timeOff(Clinic.ADA, "2026-06-01T09:30", "2026-06-01T09:31");
        assertThat(fits("09:00", "09:30")).isTrue();
        assertThat(fits("09:00", "09:31")).isFalse();

        clinic.override("2026-06-01", "10:00-11:00");
        assertThat(fits("09:00", "09:30")).isFalse();

        clinic.holiday("2026-06-01", "2026-06-01");
        assertThat(fits("10:00", "10:30")).isFalse();
    }

    private boolean fits(String from, String to) {
        return fits(visit(Modality.IN_PERSON, null, List.of(), from, to));
    }

    private boolean fits(BookedVisit visit) {
        return Availability.stillFits(clinic.catalog(), visit);
    }

    private BookedVisit visit(Modality modality, String roomId, String... devices) {
        return visit(modality, roomId, List.of(devices), "09:00", "09:30");
    }

    private BookedVisit visit(Modality modality, String roomId, List<String> devices, String from, String to) {
        return new BookedVisit(
                Visits.TYPE,
                Clinic.ADA,
                Clinic.LOCATION,
                modality,
                roomId,
                devices,
                clinic.at("2026-06-01T" + from),
                clinic.at("2026-06-01T" + to));
    }
}
