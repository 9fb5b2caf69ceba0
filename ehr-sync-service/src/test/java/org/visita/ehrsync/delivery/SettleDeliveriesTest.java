package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;

/** Many outcomes in one transaction: each counts for itself. */
@QuarkusTest
class SettleDeliveriesTest extends ComponentTest {

    @Inject
    SettleQueue queue;

    @Inject
    MeterRegistry metrics;

    private final Workers workers = new Workers();
    private List<BookingSnapshot> bookings;

    @BeforeEach
    void claimWhilePaused() {
        clinic.connect();
        clinic.pause();
        bookings = Workers.waiting(clinic, 4);
    }

    @Test
    void a_lost_lease_among_good_ones_changes_nothing() {
        List<ClaimedDelivery> claimed = workers.claim(4, Workers.of(clinic));
        ClaimedDelivery lost = claimed.getFirst();
        Database.execute("update delivery set lease_token = gen_random_uuid() where booking_id = ?", lost.bookingId());
        long before = metrics.get("visita_sync_latency").timer().count();

        workers.settle(Workers.written(), claimed);

        assertThat(states("written")).hasSize(3).doesNotContain(lost.bookingId());
        assertThat(states("pending")).containsExactly(lost.bookingId());
        assertThat(outcomes()).containsExactly("written", "written", "written");
        assertThat(metrics.get("visita_sync_latency").timer().count()).isEqualTo(before + 3);
        bookings.stream()
                .filter(booking -> !booking.id().equals(lost.bookingId()))
                .forEach(booking -> clinic.awaitSync(booking, BookingSync.State.WRITTEN));
    }

    @Test
    void each_of_a_batch_fares_for_itself() {
        List<ClaimedDelivery> claimed = workers.claim(4, Workers.of(clinic));
        List<Settlement> batch = List.of(
                Workers.settlement(claimed.get(0), Workers.written()),
                Workers.settlement(claimed.get(1), new DeliveryOutcome.Refused(new Failure("a", 422, "No."))),
                Workers.settlement(claimed.get(2), new DeliveryOutcome.Refused(new Failure("b", 400, "No."))),
                Workers.settlement(claimed.get(3), new DeliveryOutcome.Retry(new Failure("c", 409, "Again."), false)));

        await(batch.stream().map(queue::settle).toList());

        assertThat(states("written")).containsExactly(claimed.get(0).bookingId());
        assertThat(states("dead"))
                .containsExactlyInAnyOrder(
                        claimed.get(1).bookingId(), claimed.get(2).bookingId());
        assertThat(states("pending")).containsExactly(claimed.get(3).bookingId());
        assertThat(clinic.deadLetters())
                .extracting(letter -> letter.get("code"))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(outcomes()).containsExactlyInAnyOrder("written", "refused", "refused", "retry");
    }

    @Test
    void what_the_database_does_not_take_takes_no_others_with_it() {
        List<ClaimedDelivery> claimed = workers.claim(4, Workers.of(clinic));
        Settlement good = Workers.settlement(claimed.getFirst(), Workers.written());
        // More milliseconds than the column has room for.
        Settlement poison = new Settlement(
                claimed.get(1), Workers.written(), good.startedAt(), Duration.ofDays(60), good.traceParent());

        List<CompletableFuture<Void>> settled = new ArrayList<>();
        settled.add(queue.settle(good).subscribeAsCompletionStage());
        settled.add(queue.settle(poison).subscribeAsCompletionStage());
        claimed.subList(2, 4)
                .forEach(each -> settled.add(queue.settle(Workers.settlement(each, Workers.written()))
                        .subscribeAsCompletionStage()));

        assertThatThrownBy(settled.remove(1)::join).isNotNull();
        settled.forEach(CompletableFuture::join);
        assertThat(states("written")).hasSize(3);
        assertThat(states("pending")).containsExactly(claimed.get(1).bookingId());
    }

    @Test
    void odd_characters_of_an_ehr_are_no_poison() {
        List<ClaimedDelivery> claimed = workers.claim(2, Workers.of(clinic));

        workers.settle(new DeliveryOutcome.Written(1, "a\0b\ud800"), claimed);

        assertThat(states("written")).hasSize(2);
    }

    private static void await(List<Uni<Void>> settled) {
        Uni.join().all(settled).andFailFast().await().atMost(Duration.ofSeconds(10));
    }

    private List<String> states(String state) {
        return Database.list("select booking_id from delivery where clinic = ? and state = ?", clinic.id, state);
    }

    private List<String> outcomes() {
        return Database.list("select outcome from attempt where clinic = ?", clinic.id);
    }
}
