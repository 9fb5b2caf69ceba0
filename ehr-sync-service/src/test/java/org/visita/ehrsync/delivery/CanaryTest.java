package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;

/** Many that fail by their own fault look much like an outage. Nobody else may have to wait for them. */
@QuarkusTest
class CanaryTest extends ComponentTest {

    private final Workers workers = new Workers();

    @BeforeEach
    void connect() {
        clinic.connect();
    }

    @Test
    void is_the_youngest_of_those_that_never_failed() {
        clinic.pause();
        Workers.waiting(clinic, 5);
        Database.execute("update delivery set last_failed_at = now() - interval '1 hour' where clinic = ?", clinic.id);
        Workers.waiting(clinic, 1);
        BookingSnapshot youngest = Workers.waiting(clinic, 1).getFirst();
        open();

        assertThat(claim()).extracting(ClaimedDelivery::bookingId).containsExactly(youngest.id());
    }

    @Test
    void is_the_one_that_waits_longest_where_all_have_failed() {
        clinic.pause();
        List<BookingSnapshot> all = Workers.waiting(clinic, 3);
        failed(all.get(0), 2);
        failed(all.get(1), 5);
        failed(all.get(2), 1);
        open();

        assertThat(claim())
                .extracting(ClaimedDelivery::bookingId)
                .containsExactly(all.get(1).id());
    }

    @Test
    void is_taken_although_others_hold_all_places() {
        clinic.pause();
        Workers.waiting(clinic, 9);
        assertThat(claim()).hasSize(8);
        open();

        assertThat(claim()).hasSize(1).allMatch(ClaimedDelivery::canary);
        assertThat(claim()).isEmpty();
    }

    @Test
    void that_the_ehr_was_never_asked_about_says_nothing_of_it() {
        clinic.pause();
        Workers.waiting(clinic, 2);
        open();

        workers.settle(
                new DeliveryOutcome.Refused(new Failure("mapping-missing", null, "No code for this visit type.")),
                claim());

        assertThat(Database.list("select state from circuit where clinic = ?", clinic.id))
                .containsExactly("open");
        assertThat(Database.list("select answered_at from circuit where clinic = ?", clinic.id))
                .containsOnlyNulls();
        assertThat(claim()).as("the next probe, at once").hasSize(1).allMatch(ClaimedDelivery::canary);
    }

    @Test
    void those_that_fail_by_their_own_fault_open_no_circuit() {
        clinic.pause();
        Workers.waiting(clinic, 6);
        Database.execute(
                "update delivery set last_failed_at = now() - interval '1 minute' where clinic = ?", clinic.id);
        Database.execute("update circuit set answered_at = now() - interval '2 seconds' where clinic = ?", clinic.id);

        workers.settle(failing(), claim());

        assertThat(Database.list("select state from circuit where clinic = ?", clinic.id))
                .containsExactly("closed");
        assertThat(Database.list("select attempts from delivery where clinic = ?", clinic.id))
                .hasSize(6)
                .containsOnly("1");
        Database.execute("update delivery set next_attempt_at = now() where clinic = ?", clinic.id);
        // Nobody has been answered since: now it may be the EHR.
        workers.settle(failing(), claim());
        assertThat(Database.list("select state from circuit where clinic = ?", clinic.id))
                .containsExactly("open");
    }

    @Test
    void a_newcomer_need_not_wait_until_all_that_fail_have_been_tried() {
        List<BookingSnapshot> bad = Stream.generate(clinic::booking).limit(40).toList();
        List<String> ids = bad.stream().map(BookingSnapshot::id).toList();
        clinic.ehr.with(Fault.answering(500).onWrites("Appointment").on(request -> ids.contains(request.booking())));
        Broker.sendAll(bad);
        await().atMost(Duration.ofSeconds(10)).until(() -> "open".equals(clinic.connectionField("circuit")));

        BookingSnapshot good = clinic.book();

        // Each probe that fails costs up to 0.4 s: it is not behind all the others.
        clinic.awaitHeld(good, Duration.ofSeconds(4));
    }

    private static void failed(BookingSnapshot booking, int hoursAgo) {
        Database.execute(
                "update delivery set last_failed_at = now(), next_attempt_at = now() - make_interval(hours => ?)"
                        + " where booking_id = ?",
                hoursAgo,
                booking.id());
    }

    private void open() {
        Database.execute("update circuit set state = 'open', probe_at = now() where clinic = ?", clinic.id);
    }

    private List<ClaimedDelivery> claim() {
        return workers.claim(50, Workers.of(clinic));
    }

    private static DeliveryOutcome failing() {
        return new DeliveryOutcome.Unavailable(new Failure("target-unavailable", 500, "Failed."), false, null);
    }
}
