package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClinicCatalogTest {

    private static final Location NORTH = new Location("north", ZoneId.of("Europe/Berlin"), List.of());
    private static final Practitioner ADA = new Practitioner("ada", Set.of(), Set.of());
    private static final VisitType CHECKUP = Visits.halfHours().type();

    @Test
    void finds_by_id() {
        Room room = new Room("r1", "north");
        Equipment laser = new Equipment("l1", "north", "laser");
        ClinicCatalog catalog = ClinicCatalog.of(List.of(NORTH, room, laser, ADA, CHECKUP));

        assertThat(catalog.location("north")).contains(NORTH);
        assertThat(catalog.room("r1")).contains(room);
        assertThat(catalog.equipment("l1")).contains(laser);
        assertThat(catalog.practitioner("ada")).contains(ADA);
        assertThat(catalog.visitType("checkup")).contains(CHECKUP);
        assertThat(catalog.visitType("unknown")).isEmpty();
        assertThat(ClinicCatalog.EMPTY.location("north")).isEmpty();
    }

    @Test
    void refuses_two_of_one_kind_with_one_id() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClinicCatalog.of(List.of(NORTH, NORTH)))
                .withMessage("two entries share the Location id north");
        assertThat(ClinicCatalog.of(List.of(NORTH, new Room("north", "north"))).room("north"))
                .isPresent();
    }

    @Test
    void a_schedule_that_points_to_something_absent_offers_nothing_until_it_arrives() {
        WeeklyWindow window = new WeeklyWindow(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(10, 0));
        Schedule schedule = new Schedule("s1", "ada", "north", Set.of(Modality.IN_PERSON), null, null, List.of(window));

        assertThat(slots(CHECKUP, schedule, ADA)).isEmpty();
        assertThat(slots(CHECKUP, schedule, NORTH)).isEmpty();
        assertThat(slots(CHECKUP, schedule, NORTH, ADA)).hasSize(2);
    }

    private static List<Slot> slots(CatalogPart... parts) {
        Instant monday = Instant.parse("2026-06-01T00:00:00Z");
        return Availability.slots(
                ClinicCatalog.of(List.of(parts)),
                BusyTimes.EMPTY,
                new SlotQuery("checkup", monday, monday.plusSeconds(86_400), SlotFilter.ANY, null, null, monday, 100));
    }
}
