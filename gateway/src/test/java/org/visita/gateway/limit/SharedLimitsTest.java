package org.visita.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.visita.gateway.principal.Principal;

/** Two replicas and one real Redis. */
class SharedLimitsTest {

    /** A minute's window pays nothing back while a test runs that asks for no more than this. */
    private static final int LIMIT = 20;

    private static RedisServer redis;

    private final AtomicInteger turn = new AtomicInteger();
    private Replica one;
    private Replica other;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.started();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        redis.ask("FLUSHALL");
        Map<String, String> patient = Map.of("visita.gateway.redis.timeout", "PT1S");
        one = new Replica(redis.url(), patient);
        other = new Replica(redis.url(), patient);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @RepeatedTest(3)
    void of_many_parallel_calls_on_two_replicas_exactly_the_limit_is_admitted() throws Exception {
        Principal here = Replica.caller("clinic", "key", 1_000, LIMIT);
        Principal there = Replica.caller("clinic", "key", 1_000, LIMIT);

        int admitted =
                Replica.admitted(600, () -> turn.getAndIncrement() % 2 == 0 ? one.take(here, 1) : other.take(there, 1));

        assertThat(admitted).isEqualTo(LIMIT);
        assertThat(one.redisState()).isEqualTo(1);
        assertThat(other.redisState()).isEqualTo(1);
    }

    @Test
    void the_keys_of_a_clinic_share_what_the_clinic_may_on_all_replicas() throws Exception {
        Map<String, String> small =
                Map.of("visita.gateway.limits.clinic-per-minute", "" + LIMIT, "visita.gateway.redis.timeout", "PT1S");
        try (Replica third = new Replica(redis.url(), small);
                Replica fourth = new Replica(redis.url(), small)) {
            List<Principal> callers =
                    List.of(Replica.caller("clinic", "a", 1_000, 1_000), Replica.caller("clinic", "b", 1_000, 1_000));

            int admitted = Replica.admitted(400, () -> {
                int next = turn.getAndIncrement();
                return (next % 2 == 0 ? third : fourth).take(callers.get(next / 2 % 2), 1);
            });

            assertThat(admitted).isEqualTo(LIMIT);
            Decision refused = third.take(callers.getFirst(), 1);
            assertThat(refused.violated()).containsExactly("clinic-min");
            assertThat(refused.policy()).isEqualTo("\"sec\";q=1000;w=1, \"min\";q=1000;w=60, \"clinic-min\";q=20;w=60");
            // Nothing of what the clinic refused was taken out of the keys.
            redis.lines("DEL visita:{clinic}:clinic-sec visita:{clinic}:clinic-min");
            try (Replica roomy = new Replica(redis.url(), Map.of("visita.gateway.redis.timeout", "PT1S"))) {
                long left = roomy.take(callers.getFirst(), 1).remaining()
                        + roomy.take(callers.getLast(), 1).remaining();
                assertThat(left).isGreaterThanOrEqualTo(2_000 - LIMIT - 2);
            }
        }
    }

    @Test
    void weights_are_taken_as_a_whole_and_never_more_than_there_is() {
        Principal caller = Replica.caller("clinic", "heavy", 10, 1_000);

        assertThat(one.take(caller, 4).remaining()).isEqualTo(6);
        assertThat(other.take(caller, 1_000).admitted()).isFalse();
        assertThat(other.take(Replica.caller("clinic", "other", 10, 1_000), 1_000)
                        .remaining())
                .isZero();
    }

    @Test
    void says_the_same_as_a_replica_that_counts_for_itself() {
        try (Replica alone = new Replica(null)) {
            Principal caller = Replica.caller("clinic", "same", 1_000, 3);
            for (int weight : new int[] {1, 2, 1, 2}) {
                Decision here = alone.take(caller, weight);
                Decision shared = one.take(caller, weight);

                assertThat(shared.admitted()).isEqualTo(here.admitted());
                assertThat(shared.policy()).isEqualTo(here.policy());
                assertThat(shared.tightest()).isEqualTo(here.tightest());
                assertThat(shared.remaining()).isEqualTo(here.remaining());
                assertThat(shared.violated()).isEqualTo(here.violated());
                assertThat(shared.resetSeconds()).isBetween(here.resetSeconds() - 1, here.resetSeconds());
            }
            assertThat(alone.redisState()).isZero();
        }
    }

    @Test
    void addresses_are_counted_together_and_stand_nowhere() throws Exception {
        Map<String, String> small =
                Map.of("visita.gateway.limits.failures-per-minute", "" + LIMIT, "visita.gateway.redis.timeout", "PT1S");
        ClientAddress address = ClientAddress.of("192.0.2.77");
        try (Replica third = new Replica(redis.url(), small);
                Replica fourth = new Replica(redis.url(), small)) {
            int admitted = Replica.admitted(200, () -> ((Tally.Counted) Replica.wait(
                            (turn.getAndIncrement() % 2 == 0 ? third : fourth).limits.takeFailure(address)))
                    .decision());

            assertThat(admitted).isEqualTo(LIMIT);
        }
        assertThat(redis.lines("KEYS *")).isNotEmpty().noneMatch(line -> line.contains("192.0.2"));
    }

    @Test
    void everything_in_redis_is_forgotten_by_itself_and_stands_on_one_node() throws Exception {
        one.take(Replica.caller("clinic", "short", 5, 50), 1);

        List<String> keys = redis.lines("KEYS *").stream()
                .filter(line -> line.startsWith("visita:"))
                .toList();
        assertThat(keys).hasSize(4).allMatch(key -> key.startsWith("visita:{clinic}:"));
        for (String key : keys) {
            long left = Long.parseLong(redis.lines("PTTL " + key).getFirst().substring(1));
            assertThat(left).as(key).isLessThanOrEqualTo(Duration.ofSeconds(60).toMillis());
            assertThat(left).as(key).isNotEqualTo(-1);
        }
    }

    @Test
    void other_limits_make_nothing_whole() {
        one.take(Replica.caller("clinic", "key", 1_000, LIMIT), LIMIT);

        // A tenth of the wider limit would come back in six seconds.
        assertThat(one.take(Replica.caller("clinic", "key", 1_000, 10 * LIMIT), LIMIT)
                        .admitted())
                .isFalse();
        assertThat(other.take(Replica.caller("clinic", "key", 1_000, LIMIT / 2), 1)
                        .admitted())
                .isFalse();
        one.take(Replica.caller("clinic", "half", 1_000, LIMIT), LIMIT / 2);
        assertThat(other.take(Replica.caller("clinic", "half", 1_000, 10 * LIMIT), 1)
                        .remaining())
                .isLessThan(6L * LIMIT);
    }

    @Test
    void a_block_on_one_replica_is_seen_by_the_other_with_its_next_request() {
        Principal caller = Replica.caller("clinic", "bad", 10, 100);

        one.limits.flag("clinic", "bad", "a-block", Duration.ofSeconds(30));

        await().atMost(Duration.ofSeconds(5))
                .until(() -> other.tally(caller) instanceof Tally.Blocked(String block, Duration left)
                        && block.equals("a-block")
                        && left.compareTo(Duration.ofSeconds(30)) <= 0);
        other.limits.unflag("clinic", "bad", "an-older-block");
        assertThat(other.tally(caller)).isInstanceOf(Tally.Blocked.class);
        other.limits.unflag("clinic", "bad", "a-block");
        await().atMost(Duration.ofSeconds(5)).until(() -> one.tally(caller) instanceof Tally.Counted);
        assertThat(one.take(Replica.caller("clinic", "good", 10, 100), 1).admitted())
                .isTrue();
    }

    @Test
    void replicas_share_limits_in_a_cluster() throws Exception {
        try (RedisServer redis = RedisServer.started("--cluster-enabled", "yes")) {
            form(redis);
            Map<String, String> settings =
                    Map.of("visita.gateway.redis.cluster", "true", "visita.gateway.redis.timeout", "PT1S");
            try (Replica one = new Replica(redis.url(), settings);
                    Replica other = new Replica(redis.url(), settings)) {
                for (String clinic : new String[] {"clinic-one", "clinic-two"}) {
                    Principal caller = Replica.caller(clinic, "key", 1_000, LIMIT);

                    assertThat(Replica.admitted(
                                    200, () -> (turn.getAndIncrement() % 2 == 0 ? one : other).take(caller, 1)))
                            .isEqualTo(LIMIT);
                }
                assertThat(one.redisState()).isEqualTo(1);
                assertThat(other.redisState()).isEqualTo(1);
            }
        }
    }

    /** A cluster of one, which has all there is. */
    private static void form(RedisServer redis) throws IOException {
        String answer = redis.ask("CLUSTER ADDSLOTSRANGE 0 16383");
        assumeTrue(answer.startsWith("+OK"), "This Redis is older than 7.0 and forms no cluster by itself");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> redis.lines("CLUSTER INFO").contains("cluster_state:ok"));
    }
}
