package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Secret;
import org.visita.gateway.limit.ClientAddress;

class KeyCheckTest {

    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final ClientAddress HERE = ClientAddress.of("192.0.2.1");

    private final Pepper pepper = Peppers.of(1, "first");
    private final KeyTable table = new KeyTable();
    private final ApiKey key = ApiKey.random(ApiKey.Kind.LIVE);
    private final ApiKey next = ApiKey.withNewSecret(ApiKey.Kind.LIVE, key.id());

    @Test
    void after_a_rotation_both_secrets_open_until_the_overlap_ends() {
        table.apply(Peppers.record(key, 1, Peppers.secret(pepper, key), null));
        assertThat(find(NOW, next)).isEmpty();

        table.apply(rotated(2, key, next, NOW.plusSeconds(60)));

        assertThat(find(NOW.plusSeconds(59), key)).isPresent();
        assertThat(opened(NOW.plusSeconds(59), key)).isEmpty();
        assertThat(opened(NOW.plusSeconds(60), key)).contains("key-secret-replaced");
        assertThat(find(NOW.plusSeconds(60), next)).isPresent();
        assertThat(opened(NOW.plusSeconds(60), next)).isEmpty();
    }

    @Test
    void a_second_rotation_ends_the_oldest_secret_at_once() {
        ApiKey last = ApiKey.withNewSecret(ApiKey.Kind.LIVE, key.id());
        table.apply(rotated(2, key, next, NOW.plusSeconds(60)));

        table.apply(rotated(3, next, last, NOW.plusSeconds(60)));

        assertThat(find(NOW, key)).isEmpty();
        assertThat(find(NOW, next)).isPresent();
        assertThat(find(NOW, last)).isPresent();
    }

    @Test
    void a_pepper_is_replaced_without_replacing_a_key() {
        table.apply(Peppers.record(key, 1, Peppers.secret(pepper, key), null));
        Pepper both = Peppers.of(2, "second", Map.of(1, "first"));
        ApiKey made = ApiKey.random(ApiKey.Kind.LIVE);
        table.apply(Peppers.record(made, 1, Peppers.secret(both, made), null));

        KeyCheck check = new KeyCheck(table, both, at(NOW));

        assertThat(check.find(key)).isPresent();
        assertThat(check.find(made)).isPresent();
        assertThat(new KeyCheck(table, Peppers.of(1, "first", Map.of(2, "second")), at(NOW)).find(made))
                .isPresent();
    }

    @Test
    void a_key_of_a_pepper_that_is_not_there_opens_nothing() {
        table.apply(Peppers.record(key, 1, Peppers.secret(pepper, key), null));

        assertThat(new KeyCheck(table, Peppers.of(2, "first"), at(NOW)).find(key))
                .isEmpty();
    }

    @Test
    void one_version_has_one_pepper() {
        assertThatThrownBy(() -> Peppers.of(2, "second", Map.of(2, "other")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("visita.gateway.peppers.2");
    }

    @Test
    void does_the_same_work_whoever_asks() {
        AtomicInteger hmacs = new AtomicInteger();
        Pepper counting = new Pepper(Peppers.config(2, "second", Map.of(1, "first"))) {
            @Override
            byte[] hash(Mac prepared, String secret) {
                hmacs.incrementAndGet();
                return super.hash(prepared, secret);
            }
        };
        ApiKey rotatedKey = ApiKey.random(ApiKey.Kind.LIVE);
        ApiKey lost = ApiKey.random(ApiKey.Kind.LIVE);
        table.apply(Peppers.record(key, 1, Peppers.secret(pepper, key), null));
        table.apply(Peppers.record(
                rotatedKey,
                1,
                Peppers.secret(counting, rotatedKey),
                until(Peppers.secret(pepper, key), NOW.minusSeconds(1))));
        table.apply(Peppers.record(lost, 1, Peppers.secret(Peppers.of(9, "lost"), lost), null));
        KeyCheck check = new KeyCheck(table, counting, at(NOW));

        for (ApiKey each : new ApiKey[] {
            key,
            rotatedKey,
            lost,
            ApiKey.random(ApiKey.Kind.LIVE),
            ApiKey.withNewSecret(ApiKey.Kind.LIVE, key.id()),
            new ApiKey(ApiKey.Kind.LIVE, rotatedKey.id(), key.secret())
        }) {
            hmacs.set(0);
            check.find(each);
            assertThat(hmacs).as(each.toString()).hasValue(2);
        }
    }

    private Optional<KnownKey> find(Instant now, ApiKey shown) {
        return new KeyCheck(table, pepper, at(now)).find(shown);
    }

    /** Why it does not open, if it was found. */
    private Optional<String> opened(Instant now, ApiKey shown) {
        return find(now, shown).flatMap(found -> found.closedBecause(now, HERE));
    }

    private AccessKey rotated(int version, ApiKey before, ApiKey after, Instant until) {
        return Peppers.record(
                after, version, Peppers.secret(pepper, after), until(Peppers.secret(pepper, before), until));
    }

    private static Secret until(Secret secret, Instant until) {
        return new Secret(secret.hash(), secret.pepperVersion(), until);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
