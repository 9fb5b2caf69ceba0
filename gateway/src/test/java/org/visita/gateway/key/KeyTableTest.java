package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.gateway.limit.ClientAddress;

class KeyTableTest {

    private final KeyTable table = new KeyTable();

    @RepeatedTest(20)
    void ends_at_the_newest_version_in_whatever_order_and_however_often_they_come() {
        List<AccessKey> versions = new ArrayList<>(IntStream.rangeClosed(1, 9)
                .mapToObj(version -> key(version, version == 9 ? Status.DISABLED : Status.ACTIVE, 50))
                .toList());
        versions.addAll(List.copyOf(versions));
        Collections.shuffle(versions, new Random());

        versions.forEach(table::apply);

        assertThat(table.find("aaaaaaaaaaaa").orElseThrow().version()).isEqualTo(9);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void a_new_version_does_not_refill_what_was_used_up() {
        table.apply(key(1, Status.ACTIVE, 50));
        var quota = table.find("aaaaaaaaaaaa").orElseThrow().quota();

        table.apply(key(2, Status.DISABLED, 50));
        assertThat(table.find("aaaaaaaaaaaa").orElseThrow().quota()).isSameAs(quota);

        table.apply(key(3, Status.ACTIVE, 60));
        assertThat(table.find("aaaaaaaaaaaa").orElseThrow().quota().policy()).startsWith("\"sec\";q=60");
        // How much of the new one is used up, QuotaTest and SharedLimitsTest tell.
    }

    @Test
    void of_a_revoked_key_only_what_tells_who_it_was_is_held() {
        table.apply(key(1, Status.ACTIVE, 50));
        table.apply(key(2, Status.REVOKED, 50));
        table.apply(key(1, Status.ACTIVE, 50));

        KnownKey held = table.find("aaaaaaaaaaaa").orElseThrow();
        assertThat(held.version()).isEqualTo(2);
        assertThat(held.record().scopes()).isEmpty();
        assertThat(held.record().hash()).isEqualTo("aGFzaA==");
        assertThat(held.closedBecause(Instant.now(), ClientAddress.of("127.0.0.1")))
                .contains("key-revoked");
    }

    private static AccessKey key(int version, Status status, int perSecond) {
        return new AccessKey(
                "aaaaaaaaaaaa", "clinic", version, "aGFzaA==", 1, List.of("slots:read"), status, null, perSecond, 100);
    }
}
