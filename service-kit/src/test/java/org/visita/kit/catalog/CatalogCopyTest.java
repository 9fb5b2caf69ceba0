package org.visita.kit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.contracts.EventType;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.PractitionerEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.contracts.testing.ContractSamples;
import org.visita.kit.topics.EventJson;

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
                        .end())
                .isEqualTo(LocalTime.MIDNIGHT);
    }

    @Test
    void what_a_change_would_make_of_the_catalog_is_told_without_making_it() {
        copy.apply(location(1, "Europe/Berlin"));
        assertThat(copy.with(location(2, "Europe/Lisbon"))
                        .location("L")
                        .orElseThrow()
                        .zone())
                .isEqualTo(ZoneId.of("Europe/Lisbon"));
        assertThat(copy.with(CatalogEntry.deleted(CatalogKind.LOCATION, "L", "one", 2))
                        .location("L"))
                .isEmpty();
        assertThat(copy.of("one").location("L").orElseThrow().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(copy.with(CatalogEntry.of("L", "new", 1, new LocationEntry("UTC", List.of(), List.of())))
                        .location("L"))
                .isPresent();
        assertThat(copy.entries("new")).isEmpty();
    }

    @Test
    void the_engine_takes_every_sample_of_the_contract() {
        for (ContractSamples.Sample sample : ContractSamples.of(EventType.CATALOG_CHANGED)) {
            CatalogEntry entry = EventJson.read(sample.payload(), CatalogEntry.class);
            CatalogCopy alone = new CatalogCopy();
            alone.apply(entry);
            assertThat(alone.entries(entry.clinic()).contains(entry))
                    .as(sample.name())
                    .isEqualTo(!entry.deleted());
        }
    }

    private static CatalogEntry location(int version, String zone) {
        return CatalogEntry.of("L", "one", version, new LocationEntry(zone, List.of(), List.of()));
    }
}
