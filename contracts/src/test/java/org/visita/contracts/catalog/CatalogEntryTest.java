package org.visita.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogEntryTest {

    private static final RoomEntry ROOM = new RoomEntry("a-location");

    @Test
    void has_the_component_of_its_kind() {
        CatalogEntry entry = CatalogEntry.of("a-room", "a-clinic", 1, ROOM);

        assertThat(entry.kind()).isEqualTo(CatalogKind.ROOM);
        assertThat(entry.room()).isEqualTo(ROOM);
        assertThat(entry.deleted()).isFalse();
    }

    @Test
    void has_no_component_once_deleted() {
        CatalogEntry entry = CatalogEntry.deleted(CatalogKind.ROOM, "a-room", "a-clinic", 2);

        assertThat(entry.deleted()).isTrue();
        assertThat(entry.room()).isNull();
    }

    @ParameterizedTest
    @EnumSource(CatalogKind.class)
    void is_made_of_the_component_of_any_kind(CatalogKind kind) {
        CatalogEntry entry = entryOf(kind);

        assertThat(entry.kind()).isEqualTo(kind);
        assertThat(entry.deleted()).isFalse();
    }

    private static CatalogEntry entryOf(CatalogKind kind) {
        return switch (kind) {
            case LOCATION -> CatalogEntry.of("i", "c", 1, new LocationEntry("Europe/Berlin", List.of(), List.of()));
            case ROOM -> CatalogEntry.of("i", "c", 1, ROOM);
            case PRACTITIONER -> CatalogEntry.of("i", "c", 1, new PractitionerEntry(List.of(), List.of(), List.of()));
            case VISIT_TYPE -> CatalogEntry.of("i", "c", 1, VisitTypeEntryTest.asBefore());
            case SCHEDULE -> CatalogEntry.of("i", "c", 1, new ScheduleEntry("p", "l", null, null, List.of(), null));
            case EQUIPMENT -> CatalogEntry.of("i", "c", 1, new EquipmentEntry("l", "ultrasound"));
            case OVERRIDE -> CatalogEntry.of("i", "c", 1, new OverrideEntry("p", "l", LocalDate.EPOCH, null, null));
            case TIME_OFF -> CatalogEntry.of("i", "c", 1, new TimeOffEntry("p", Instant.EPOCH, Instant.MAX));
            case HOLIDAY -> CatalogEntry.of("i", "c", 1, new HolidayEntry(null, LocalDate.EPOCH, LocalDate.EPOCH));
        };
    }

    @Test
    void refuses_a_component_of_another_kind() {
        assertThatThrownBy(() -> entry(CatalogKind.SCHEDULE, false, ROOM)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_to_be_deleted_and_there_at_once() {
        assertThatThrownBy(() -> entry(CatalogKind.ROOM, true, ROOM)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_to_be_empty() {
        assertThatThrownBy(() -> entry(CatalogKind.ROOM, false, null)).isInstanceOf(IllegalArgumentException.class);
    }

    private static CatalogEntry entry(CatalogKind kind, boolean deleted, RoomEntry room) {
        return new CatalogEntry(
                kind, "a-room", "a-clinic", 1, deleted, null, room, null, null, null, null, null, null, null);
    }
}
