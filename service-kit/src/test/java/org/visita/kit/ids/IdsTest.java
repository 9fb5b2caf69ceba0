package org.visita.kit.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void ids_sort_by_the_time_of_their_creation() {
        List<UUID> ids = Stream.generate(Ids::next).limit(1000).toList();
        assertThat(ids).extracting(UUID::version).containsOnly(7);
        assertThat(ids.stream().map(UUID::toString)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void only_the_canonical_form_is_an_id() {
        UUID id = Ids.next();
        assertThat(Ids.parse(id.toString())).contains(id);
        assertThat(Stream.of("", "x", "1-1-1-1-1", id.toString().toUpperCase(java.util.Locale.ROOT), id + " ")
                        .map(Ids::parse))
                .allMatch(java.util.Optional::isEmpty);
        assertThat(Ids.parse(null)).isEmpty();
    }
}
