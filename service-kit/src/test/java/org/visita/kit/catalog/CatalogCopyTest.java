package org.visita.kit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.PractitionerEntry;
import org.visita.contracts.catalog.ScheduleEntry;

class CatalogCopyTest {

    private final CatalogCopy copy = new CatalogCopy();

    @Test
    void an_older_entry_that_comes_late_changes_nothing() {
        copy.apply(location(2, "Europe/Lisbon"));
        copy.apply(location(1, "Europe/Berlin"));
        copy.apply(location(2, "Europe/Berlin"));
        assertThat(copy.of("one").location("L").orElseThrow().zone()).isEqualTo(ZoneId.of("Europe/Lisbon"));
    }

    @Test
    void what_is_deleted_is_gone_and_stays_gone() {
        copy.apply(location(1, "Europe/Berlin"));
        copy.apply(CatalogEntry.deleted(CatalogKind.LOCATION, "L", "one", 2));
        copy.apply(location(1, "Europe/Berlin"));
        assertThat(copy.of("one").location("L")).isEmpty();
        assertThat(copy.find("one", CatalogKind.LOCATION, "L")).isEmpty();
    }

    @Test
    void a_change_is_seen_by_the_next_question() {
        copy.apply(location(1, "Europe/Berlin"));
        assertThat(copy.of("one").practitioner("P")).isEmpty();
        copy.apply(CatalogEntry.of("P", "one", 1, new PractitionerEntry(List.of(), List.of(), List.of())));
        assertThat(copy.of("one").practitioner("P")).isPresent();
    }

    @Test
    void clinics_do_not_see_each_other() {
        copy.apply(location(1, "Europe/Berlin"));
        assertThat(copy.of("two").location("L")).isEmpty();
        assertThat(copy.find("two", CatalogKind.LOCATION, "L")).isEmpty();
    }

    @Test
    void midnight_at_the_end_of_a_day_is_understood() {
        assertThat(ToRules.window(new ScheduleEntry.Window("MONDAY", "20:00", "24:00"))
                        .endsNextDay())
                .isTrue();
    }

    private static CatalogEntry location(int version, String zone) {
        return CatalogEntry.of("L", "one", version, new LocationEntry(zone, List.of()));
    }
}
