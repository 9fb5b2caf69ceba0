package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.kit.topics.EventJson;

/** A hundred thousand keys fit into memory. Says what they take. */
class KeyTableSizeTest {

    private static final int KEYS = 100_000;
    private static final long MOST_BYTES_EACH = 1_000;

    @Test
    void a_hundred_thousand_keys_take_less_than_a_hundred_megabytes() {
        Random random = new Random(1);
        long before = used();

        KeyTable table = new KeyTable();
        for (int i = 0; i < KEYS; i++) {
            table.apply(key(random, i));
        }

        long each = (used() - before) / KEYS;
        Logger.getLogger(KeyTableSizeTest.class).infof("%d keys at rest take %d bytes each", table.size(), each);
        assertThat(table.size()).isEqualTo(KEYS);
        assertThat(each).isBetween(100L, MOST_BYTES_EACH);
    }

    /** As it comes over the topic: each key with texts and lists of its own. */
    private static AccessKey key(Random random, int number) {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        AccessKey key = new AccessKey(
                "key%09d".formatted(number),
                "019a9c4e-1000-7001-8001-%012d".formatted(number / 20),
                1,
                Base64.getEncoder().encodeToString(hash),
                1,
                List.of("slots:read", "bookings:read", "bookings:write", "patients:read"),
                Status.ACTIVE,
                Instant.parse("2030-01-01T00:00:00Z"),
                50,
                1_500);
        return EventJson.read(EventJson.write(key), AccessKey.class);
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
