package org.visita.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {

    private long micros = 7_000_000_000L;

    @RepeatedTest(5)
    void admits_exactly_the_limit_however_many_ask_at_once() throws Exception {
        Quota quota = quota(300, 250);

        assertThat(admittedInParallel(2_000, () -> take(quota))).isEqualTo(250);
    }

    @RepeatedTest(5)
    void the_keys_of_a_clinic_together_get_exactly_what_the_clinic_may() throws Exception {
        Quota clinic = Quota.ofClinic(1_000, 200);
        List<Quota> keys = IntStream.range(0, 8).mapToObj(i -> quota(40, 40)).toList();

        long admitted = admittedInParallel(
                2_000,
                () -> keys.get((int) (Thread.currentThread().threadId() % 8)).take(clinic, 1, micros, 1));

        assertThat(admitted).isLessThanOrEqualTo(200);
        // What the clinic had no room for was taken out of no key either, and the other way round.
        long left = keys.stream()
                .mapToLong(key -> IntStream.range(0, 60)
                        .filter(i -> key.take(null, 1, micros, 1).admitted())
                        .count())
                .sum();
        assertThat(left).isEqualTo(8 * 40 - admitted);
        assertThat(IntStream.range(0, 300)
                        .filter(i -> quota(500, 500).take(clinic, 1, micros, 1).admitted())
                        .count())
                .isEqualTo(200 - admitted);
    }

    @Test
    void a_refused_request_uses_up_nothing_in_any_window() {
        Quota quota = quota(2, 100);
        take(quota);
        take(quota);

        for (int i = 0; i < 50; i++) {
            assertThat(take(quota).admitted()).isFalse();
        }

        pass(Duration.ofSeconds(1));
        assertThat(take(quota).admitted()).isTrue();
        pass(Duration.ofSeconds(60));
        assertThat(take(quota).remaining()).isEqualTo(1);
    }

    @Test
    void the_edge_of_a_window_does_not_let_twice_the_limit_through() {
        Quota quota = quota(1_000, 60);
        pass(Duration.ofSeconds(59));
        assertThat(admitted(quota, 100)).isEqualTo(60);

        pass(Duration.ofSeconds(2));

        assertThat(admitted(quota, 100)).isEqualTo(2);
    }

    @Test
    void the_answer_speaks_of_the_tightest_window() {
        Quota quota = quota(3, 4);

        assertThat(headers(take(quota)).get("RateLimit")).isEqualTo("\"sec\";r=2;t=1");
        pass(Duration.ofSeconds(1));
        MultiMap headers = headers(take(quota));
        assertThat(headers.get("RateLimit")).isEqualTo("\"min\";r=2;t=29");
        assertThat(headers.get("RateLimit-Policy")).isEqualTo("\"sec\";q=3;w=1, \"min\";q=4;w=60");
    }

    @Test
    void a_limit_of_the_clinic_is_named_when_it_is_the_tightest() {
        Quota clinic = Quota.ofClinic(2, 1_000);
        Quota quota = quota(5, 100);
        quota.take(clinic, 1, micros, 1);
        quota.take(clinic, 1, micros, 1);

        Decision refused = quota.take(clinic, 1, micros, 1);

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.violated()).containsExactly("clinic-sec");
        assertThat(refused.isOfCaller()).isFalse();
        assertThat(headers(refused).get("RateLimit")).isEqualTo("\"clinic-sec\";r=0;t=1");
        assertThat(headers(refused).get("RateLimit-Policy"))
                .isEqualTo("\"sec\";q=5;w=1, \"min\";q=100;w=60, \"clinic-sec\";q=2;w=1");
    }

    @Test
    void a_refusal_names_the_moment_of_the_next_admission() {
        Quota quota = quota(10, 2);
        take(quota);
        take(quota);

        Decision refused = take(quota);

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.tightest().name()).isEqualTo("min");
        assertThat(refused.remaining()).isZero();
        assertThat(refused.resetSeconds()).isEqualTo(30);
        micros += Duration.ofSeconds(refused.resetSeconds()).toNanos() / 1_000 - 1;
        assertThat(take(quota).admitted()).isFalse();
        micros += 1;
        assertThat(take(quota).admitted()).isTrue();
    }

    @Test
    void a_request_takes_its_weight_and_one_that_is_too_heavy_takes_all_there_is() {
        Quota quota = quota(10, 100);

        assertThat(quota.take(null, 4, micros, 1).remaining()).isEqualTo(6);
        assertThat(quota.take(null, 7, micros, 1).admitted()).isFalse();
        assertThat(quota.take(null, 6, micros, 1).remaining()).isZero();

        pass(Duration.ofSeconds(1));
        Decision heavy = quota.take(null, 50, micros, 1);
        assertThat(heavy.admitted()).isTrue();
        assertThat(heavy.remaining()).isZero();
        assertThat(quota.take(null, 50, micros, 1).violated()).containsExactly("sec", "min");
    }

    @ParameterizedTest
    @CsvSource({"10, 2, 5", "10, 3, 3", "1, 2, 1", "3, 1000, 1"})
    void a_replica_that_is_alone_admits_its_share_and_at_least_one(int limit, int replicas, int share) {
        Quota quota = quota(100_000, limit);

        assertThat(IntStream.range(0, 20)
                        .filter(i -> quota.take(null, 1, micros, replicas).admitted())
                        .count())
                .isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "333", "1000", "59999", "1000000"})
    void limits_that_no_second_can_be_divided_by_are_exact_too(int limit) {
        Quota quota = quota(limit, 100_000_000);

        assertThat(admitted(quota, limit + 10)).isEqualTo(limit);
        pass(Duration.ofSeconds(1));
        assertThat(admitted(quota, limit + 10)).isEqualTo(limit);
    }

    @Test
    void other_limits_make_nothing_whole() {
        Quota quota = quota(1_000, 100);
        assertThat(admitted(quota, 200)).isEqualTo(100);

        for (int i = 0; i < 10; i++) {
            quota = quota.resized(windows(1_000, i % 2 == 0 ? 33 : 100));
        }

        assertThat(admitted(quota, 200)).isZero();
        pass(Duration.ofSeconds(30));
        assertThat(admitted(quota.resized(windows(1_000, 300)), 400)).isEqualTo(150);
    }

    private int admitted(Quota quota, int calls) {
        return (int)
                IntStream.range(0, calls).filter(i -> take(quota).admitted()).count();
    }

    private static long admittedInParallel(int count, Callable<Decision> call) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            long admitted = 0;
            for (Future<Decision> done : callers.invokeAll(
                    IntStream.range(0, count).mapToObj(i -> call).toList())) {
                admitted += done.get().admitted() ? 1 : 0;
            }
            return admitted;
        }
    }

    private static Quota quota(int perSecond, int perMinute) {
        return Quota.of(windows(perSecond, perMinute));
    }

    private static List<Quota.Window> windows(int perSecond, int perMinute) {
        return List.of(new Quota.Window("sec", perSecond, 1), new Quota.Window("min", perMinute, 60));
    }

    private Decision take(Quota quota) {
        return quota.take(null, 1, micros, 1);
    }

    private void pass(Duration duration) {
        micros += duration.toNanos() / 1_000;
    }

    private static MultiMap headers(Decision decision) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        RateLimitHeaders.write(decision, headers);
        return headers;
    }
}
