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

    private static final Location NORTH = new Location("north", ZoneId.of("Europe/Berlin"));
    private static final Practitioner ADA = new Practitioner("ada");
    private static final VisitType CHECKUP = Visits.halfHours().type();

    @Test
    void finds_by_id() {
        Room room = new Room("r1", "north");
        ClinicCatalog catalog =
                new ClinicCatalog(List.of(NORTH), List.of(room), List.of(ADA), List.of(CHECKUP), List.of());

        assertThat(catalog.location("north")).contains(NORTH);
        assertThat(catalog.room("r1")).contains(room);
        assertThat(catalog.practitioner("ada")).contains(ADA);
        assertThat(catalog.visitType("checkup")).contains(CHECKUP);
        assertThat(catalog.visitType("unknown")).isEmpty();
        assertThat(ClinicCatalog.EMPTY.location("north")).isEmpty();
    }

    @Test
    void refuses_two_entries_with_one_id() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClinicCatalog(List.of(NORTH, NORTH), List.of(), List.of(), List.of(), List.of()))
                .withMessage("two entries share the location id north");
    }

    @Test
    void a_schedule_that_points_to_something_absent_offers_nothing_until_it_arrives() {
        WeeklyWindow window = new WeeklyWindow(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(10, 0));
        Schedule schedule = new Schedule("s1", "ada", "north", null, null, List.of(window));

        assertThat(slots(List.of(), List.of(ADA), schedule)).isEmpty();
        assertThat(slots(List.of(NORTH), List.of(), schedule)).isEmpty();
        assertThat(slots(List.of(NORTH), List.of(ADA), schedule)).hasSize(2);
    }

    private static List<Slot> slots(List<Location> locations, List<Practitioner> practitioners, Schedule schedule) {
        Instant monday = Instant.parse("2026-06-01T00:00:00Z");
        return Availability.slots(
                new ClinicCatalog(locations, List.of(), practitioners, List.of(CHECKUP), List.of(schedule)),
                BusyTimes.EMPTY,
                new SlotQuery("checkup", monday, monday.plusSeconds(86_400), Set.of(), Set.of(), monday, 100));
    }
}
