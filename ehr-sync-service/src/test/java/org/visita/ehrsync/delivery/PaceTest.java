package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.destination.EhrTargets;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.kit.context.FreshContext;

/** A connection's requests a second, over all replicas. Late is allowed, early is not. */
@QuarkusTest
class PaceTest extends ComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    EhrTargets targets;

    @Inject
    FreshContext fresh;

    @Inject
    EhrSyncConfig config;

    @Test
    void two_replicas_together_keep_to_the_rate() {
        clinic.connect();
        EhrTarget target = limited(100);
        List<Pace> replicas = List.of(new Pace(fresh, config), new Pace(fresh, config));
        Queue<Long> gone = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();

        List<Uni<Void>> requests = IntStream.range(0, 12)
                .mapToObj(each -> replicas.get(each % 2).keep(target).invoke(() -> gone.add(System.nanoTime() - start)))
                .toList();
        Uni.join().all(requests).andFailFast().await().atMost(PATIENCE);

        List<Long> inOrder = gone.stream().sorted().toList();
        assertThat(inOrder).hasSize(12);
        for (int place = 0; place < 12; place++) {
            assertThat(inOrder.get(place))
                    .as("when request %d went", place)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(10L * place).toNanos());
        }
    }

    @Test
    void what_would_have_to_wait_too_long_is_put_off_and_is_no_failure() {
        clinic.connect();
        EhrTarget target = limited(2);
        Pace pace = new Pace(fresh, config);

        List<Uni<String>> requests = Stream.generate(() -> pace.keep(target)
                        .replaceWith("gone")
                        .onFailure(DeliveryFailedException.class)
                        .recoverWithItem(failure -> failure.outcome().problem().code()))
                .limit(8)
                .toList();
        List<String> ends = Uni.join().all(requests).andFailFast().await().atMost(PATIENCE);

        assertThat(ends).containsOnly("gone", "paced");
    }

    @Test
    void a_limited_connection_gets_everything_and_never_faster() {
        clinic.connect();
        limited(40);
        long start = System.nanoTime();

        List<BookingSnapshot> bookings = Stream.generate(clinic::book).limit(8).toList();
        bookings.forEach(booking -> clinic.awaitHeld(booking, Duration.ofSeconds(20)));

        double took = (System.nanoTime() - start) / 1e9;
        assertThat(took).isGreaterThanOrEqualTo((clinic.ehr.requestCount() - 1) / 40.0);
        assertThat(clinic.deadLetters()).isEmpty();
        assertThat(clinic.connectionField("circuit")).isEqualTo("closed");
    }

    @Test
    void nothing_is_claimed_for_whom_there_is_no_place_soon() {
        clinic.connect();
        Database.execute("update circuit set paced_until = now() + interval '1 hour' where clinic = ?", clinic.id);
        BookingSnapshot booking = clinic.book();
        clinic.awaitPending(List.of(booking));
        await().during(Duration.ofMillis(400)).until(() -> clinic.ehr.requestCount() == 0);

        Database.execute("update circuit set paced_until = null where clinic = ?", clinic.id);

        clinic.awaitHeld(booking);
    }

    private EhrTarget limited(int requestsPerSecond) {
        Database.execute(
                "update connection set requests_per_second = ?, version = version + 1 where clinic = ?",
                requestsPerSecond,
                clinic.id);
        return fresh.run(() -> targets.load(Workers.of(clinic))).await().atMost(PATIENCE);
    }
}
