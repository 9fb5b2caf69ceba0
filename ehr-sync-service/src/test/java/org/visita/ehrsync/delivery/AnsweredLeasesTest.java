package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.testing.ComponentTest;

/** The next may go to the EHR while the last is being written down; never more at a time than it lets. */
@QuarkusTest
class AnsweredLeasesTest extends ComponentTest {

    @Inject
    AnsweredLeases answered;

    @Inject
    EhrSyncConfig config;

    private final Workers workers = new Workers();

    @Test
    void what_the_ehr_has_taken_makes_room_before_it_is_written_down_and_no_more_room_after() {
        List<Settlement> all = takeAll(Workers.written());
        assertThat(workers.claim(50, Workers.of(clinic))).isEmpty();

        all.subList(0, 3).forEach(answered::add);
        assertThat(workers.claim(50, Workers.of(clinic))).hasSize(3);

        workers.settle(
                Workers.written(),
                all.subList(0, 3).stream().map(Settlement::delivery).toList());
        assertThat(workers.claim(50, Workers.of(clinic)))
                .as("written down meanwhile, and still on the list")
                .isEmpty();
        all.forEach(answered::remove);
        assertThat(workers.claim(50, Workers.of(clinic))).isEmpty();
    }

    @Test
    void what_failed_makes_no_room_until_the_connection_has_learned_of_it() {
        List<Settlement> all = takeAll(Workers.down());
        all.forEach(answered::add);

        assertThat(workers.claim(50, Workers.of(clinic))).isEmpty();
    }

    /** As many as the connection may have at a time. */
    private List<Settlement> takeAll(DeliveryOutcome outcome) {
        clinic.connect();
        clinic.pause();
        Workers.waiting(clinic, 3 * config.delivery().perConnection());
        List<ClaimedDelivery> claimed = workers.claim(50, Workers.of(clinic));
        assertThat(claimed).hasSize(config.delivery().perConnection());
        return claimed.stream().map(each -> Workers.settlement(each, outcome)).toList();
    }
}
