package org.visita.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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

    @Test
    void refuses_a_component_of_another_kind() {
        assertThatThrownBy(() -> new CatalogEntry(
                        CatalogKind.SCHEDULE, "a-room", "a-clinic", 1, false, null, ROOM, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_to_be_deleted_and_there_at_once() {
        assertThatThrownBy(() ->
                        new CatalogEntry(CatalogKind.ROOM, "a-room", "a-clinic", 1, true, null, ROOM, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_to_be_empty() {
        assertThatThrownBy(() -> new CatalogEntry(
                        CatalogKind.ROOM, "a-room", "a-clinic", 1, false, null, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
