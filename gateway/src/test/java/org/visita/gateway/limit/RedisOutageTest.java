package org.visita.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.gateway.principal.Principal;

/** A Redis that is gone, that holds still, and that is slow: neither everybody comes in nor nobody. */
class RedisOutageTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int LIMIT = 20;

    /** Of two replicas each admits half. */
    private static final int SHARE = LIMIT / 2;

    private final Principal caller = Replica.caller("clinic", "key", 1_000, LIMIT);
    private final Map<String, Principal> callers = new ConcurrentHashMap<>();
    private RedisServer redis;
    private Vertx vertx;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.started();
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            redis.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void without_redis_each_replica_admits_its_share() throws Exception {
        redis.stop();
        try (Replica one = new Replica(redis.url());
                Replica other = new Replica(redis.url())) {
            assertThat(Replica.admitted(200, () -> one.take(caller, 1))).isEqualTo(SHARE);
            assertThat(Replica.admitted(200, () -> other.take(caller("other replica's"), 1)))
                    .isEqualTo(SHARE);
            assertThat(one.redisState()).isEqualTo(2);
        }
    }

    @Test
    void redis_that_stops_and_comes_back_is_left_and_found_again() throws Exception {
        try (Replica one = new Replica(redis.url())) {
            assertThat(one.take(caller, 1).remaining()).isEqualTo(LIMIT - 1);

            redis.stop();
            assertThat(Replica.admitted(200, () -> one.take(caller, 1))).isEqualTo(SHARE);
            assertThat(one.take(caller, 1).policy()).isEqualTo("\"sec\";q=500;w=1, \"min\";q=10;w=60");

            redis.start();
            await().atMost(SOON).until(() -> one.redisState() == 1);
            // It has forgotten everything, scripts too.
            await().atMost(SOON)
                    .until(() -> one.take(caller("another"), 1).tightest().requests() == LIMIT);
        }
    }

    @Test
    void redis_that_holds_still_is_waited_for_three_times_and_then_left() throws Exception {
        try (Replica one = new Replica(redis.url())) {
            assertThat(one.take(caller, 1).admitted()).isTrue();
            redis.hold();
            try {
                assertThat(Replica.admitted(200, () -> one.take(caller("still"), 1)))
                        .isEqualTo(SHARE);
                assertThat(one.redisState()).isEqualTo(2);
                // Done at once from here on, without waiting for anything.
                assertThat(one.limits.take(caller("later"), 1).isComplete()).isTrue();
            } finally {
                redis.goOn();
            }
            await().atMost(SOON).until(() -> one.redisState() == 1);
        }
    }

    @Test
    void redis_that_is_slow_is_left_until_it_is_fast_again() throws Exception {
        SlowProxy proxy = new SlowProxy(vertx, redis.port());
        try (Replica one = new Replica(proxy.url())) {
            assertThat(one.redisState()).isEqualTo(1);
            proxy.delay(200);

            assertThat(Replica.admitted(200, () -> one.take(caller("slow"), 1))).isEqualTo(SHARE);
            assertThat(one.redisState()).isEqualTo(2);

            proxy.delay(0);
            await().atMost(SOON).until(() -> one.redisState() == 1);
        }
    }

    @Test
    void redis_that_cannot_write_counts_as_away() throws Exception {
        try (Replica one = new Replica(redis.url())) {
            redis.ask("CONFIG SET maxmemory 1");

            assertThat(Replica.admitted(200, () -> one.take(caller("full"), 1))).isEqualTo(SHARE);
            assertThat(one.redisState()).isEqualTo(2);

            redis.ask("CONFIG SET maxmemory 0");
            await().atMost(SOON).until(() -> one.redisState() == 1);
        }
    }

    @Test
    void an_address_that_is_none_is_refused_without_quoting_it() {
        assertThatThrownBy(() -> new Replica("redis://:pass word@redis:6379"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("visita.gateway.redis.url")
                .hasMessageNotContaining("pass word")
                .hasNoCause();
    }

    /** The same one each time. */
    private Principal caller(String id) {
        return callers.computeIfAbsent(id, unseen -> Replica.caller("clinic", id, 1_000, LIMIT));
    }
}
