package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is listed, and what speaks against a query whatever the time. */
class FilterTest {

    private final Clinic clinic = Clinic.in("Europe/Berlin")
            .hours(Clinic.ADA, MONDAY, "09:00", "09:30")
            .hours(Clinic.BEN, MONDAY, "12:00", "12:30");

    @Test
    void a_specialty_is_matched_by_its_code() {
        assertThat(clinic.asking().specialty("skin").startsOn("2026-06-01")).containsExactly("09:00+02:00");
        assertThat(clinic.asking().specialty("Skin").startsOn("2026-06-01")).isEmpty();
    }

    @Test
    void a_language_finds_its_regions_but_not_the_other_way_round() {
        assertThat(clinic.asking().language("PT").startsOn("2026-06-01")).containsExactly("09:00+02:00");
        assertThat(clinic.asking().language("pt-br").startsOn("2026-06-01")).hasSize(1);
        assertThat(clinic.asking().language("pt-BR-x").startsOn("2026-06-01")).isEmpty();
        // Ben speaks "den", which is not "de".
        assertThat(clinic.asking().language("de").startsOn("2026-06-01")).containsExactly("09:00+02:00");
    }

    @Test
    void a_specialty_that_nobody_has_is_no_objection() {
        assertThat(objection(new SlotFilter(Set.of(), Set.of(), "heart", "fr"))).isEmpty();
    }

    @Test
    void one_unknown_among_several_is_an_objection_and_empties_the_list() {
        SlotFilter filter = new SlotFilter(Set.of(Clinic.ADA, "nobody"), Set.of(), null, null);

        assertThat(objection(filter)).contains(RefusalReason.UNKNOWN_PRACTITIONER);
        assertThat(Availability.slots(clinic.catalog(), BusyTimes.EMPTY, query(filter)))
                .isEmpty();
        assertThat(Availability.busyScope(clinic.catalog(), query(filter)).isEmpty())
                .isTrue();
    }

    @Test
    void who_works_elsewhere_only_does_not_offer_it_here() {
        clinic.elsewhere("Europe/Berlin");

        assertThat(objection(SlotFilter.of(Clinic.ADA, Clinic.ELSEWHERE))).contains(RefusalReason.NOT_OFFERED);
    }

    private Optional<RefusalReason> objection(SlotFilter filter) {
        return Availability.objection(clinic.catalog(), query(filter));
    }

    private SlotQuery query(SlotFilter filter) {
        Instant from = clinic.at("2026-06-01T00:00");
        return new SlotQuery(Visits.TYPE, from, clinic.at("2026-06-02T00:00"), filter, null, null, from, 100);
    }
}
