package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;

/** Of a key that is limited and makes keys: none is made any more, but some have been. */
class BoundsTest {

    private final Bounds bounds = new Bounds(new AccessKey(
            "aaaaaaaaaaaa",
            "clinic",
            1,
            "aGFzaA==",
            1,
            null,
            List.of("keys:write"),
            List.of("p-1", "p-2"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Status.ACTIVE,
            null,
            50,
            100,
            null));

    @Test
    void who_is_limited_gives_no_more_than_part_of_its_own() {
        assertThat(bounds.brokenBy(terms(List.of("p-2")))).isEmpty();
        assertThat(bounds.brokenBy(terms(List.of("p-2", "p-3")))).isPresent();
        assertThat(bounds.brokenBy(terms(List.of()))).isPresent();
        assertThat(bounds.coversPeople(List.of(), List.of())).isFalse();
    }

    private static KeyTerms terms(List<String> practitioners) {
        return new KeyTerms(
                "test",
                null,
                List.of("slots:read"),
                1,
                1,
                List.of(),
                List.of(),
                practitioners,
                List.of(),
                List.of(),
                null);
    }
}
