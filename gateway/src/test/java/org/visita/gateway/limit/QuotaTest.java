package org.visita.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    @RepeatedTest(5)
    void admits_exactly_the_limit_however_many_ask_at_once() throws Exception {
        Quota quota = quota(300, 250);
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            List<Callable<Boolean>> calls = IntStream.range(0, 2_000)
                    .<Callable<Boolean>>mapToObj(i -> () -> quota.take().admitted())
                    .toList();

            long admitted = 0;
            for (Future<Boolean> call : callers.invokeAll(calls)) {
                admitted += call.get() ? 1 : 0;
            }

            assertThat(admitted).isEqualTo(250);
        }
    }

    @Test
    void a_refused_request_uses_up_nothing_in_either_window() {
        Quota quota = quota(2, 100);
        quota.take();
        quota.take();

        for (int i = 0; i < 50; i++) {
            assertThat(quota.take().admitted()).isFalse();
        }

        pass(Duration.ofSeconds(1));
        Quota.Decision decision = quota.take();
        assertThat(decision.admitted()).isTrue();
        pass(Duration.ofSeconds(60));
        assertThat(quota.take().remaining()).isEqualTo(1);
    }

    @Test
    void the_answer_speaks_of_the_tightest_window() {
        Quota quota = quota(3, 4);

        assertThat(headers(quota)).isEqualTo("\"sec\";r=2;t=1");
        pass(Duration.ofSeconds(1));
        assertThat(headers(quota)).isEqualTo("\"min\";r=2;t=30");
        assertThat(quota.policy()).isEqualTo("\"sec\";q=3;w=1, \"min\";q=4;w=60");
    }

    @Test
    void a_refusal_names_the_moment_of_the_next_admission() {
        Quota quota = quota(10, 2);
        quota.take();
        quota.take();

        Quota.Decision refused = quota.take();

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.tightest().name()).isEqualTo("min");
        assertThat(refused.remaining()).isZero();
        assertThat(refused.resetSeconds()).isEqualTo(30);
        pass(Duration.ofSeconds(refused.resetSeconds()).minusNanos(1));
        assertThat(quota.take().admitted()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(quota.take().admitted()).isTrue();
    }

    private Quota quota(int perSecond, int perMinute) {
        return Quota.of(List.of(new Quota.Window("sec", perSecond, 1), new Quota.Window("min", perMinute, 60)), time);
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private static String headers(Quota quota) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        RateLimitHeaders.write(quota, quota.take(), headers);
        return headers.get("RateLimit");
    }
}
