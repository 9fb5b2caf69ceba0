package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.FaultPlan;
import org.visita.ehrsync.testing.Samples;

/** Ten minutes without an EHR. Time passes as fast as probes are made: five seconds with each. */
@QuarkusTest
class LongOutageTest extends ComponentTest {

    private static final int PROBES = 120;
    private static final int GONE = 40;
    private static final int EACH_CHANGE = 30;

    @Inject
    DeliveryDispatcher dispatcher;

    @Test
    void makes_no_dead_letter_and_ends_in_one_write_for_each_booking() {
        clinic.connect();
        List<BookingSnapshot> known = Stream.generate(clinic::book).limit(10).toList();
        known.forEach(booking -> clinic.awaitSync(booking, BookingSync.State.WRITTEN));
        clinic.ehr.goDown();
        List<BookingSnapshot> wanted = Stream.concat(
                        known.stream().map(booking -> Samples.moved(booking, Duration.ofHours(1))),
                        Stream.generate(clinic::booking).limit(20))
                .toList();
        send(wanted);
        await().atMost(Duration.ofSeconds(10)).until(() -> "open".equals(circuit("state")));

        for (int probe = 1; probe <= PROBES; probe++) {
            if (probe == GONE) {
                clinic.ehr.with(otherTroubles(PROBES - GONE));
                clinic.ehr.goUp();
            }
            if (probe % EACH_CHANGE == 0) {
                wanted = wanted.stream()
                        .map(booking -> Samples.moved(booking, Duration.ofHours(1)))
                        .toList();
                send(wanted);
            }
            passToTheNextProbe();
        }

        assertThat(clinic.deadLetters()).isEmpty();
        assertThat(Database.list("select booking_id from delivery where clinic = ? and attempts > 0", clinic.id))
                .isEmpty();
        clinic.ehr.behave();
        wanted.forEach(clinic::awaitHeld);
        await().until(() -> "closed".equals(circuit("state")));
        assertThat(clinic.deadLetters()).isEmpty();
        wanted.subList(0, 10).forEach(booking -> assertThat(clinic.ehr.versionsWritten(booking.id()))
                .containsExactly(1, booking.version()));
        wanted.subList(10, 30).forEach(booking -> assertThat(clinic.ehr.versionsWritten(booking.id()))
                .containsExactly(booking.version()));
        assertThat(clinic.ehr.requests())
                .filteredOn(request -> request.isWrite() && request.type().equals("Appointment"))
                .as("writes, the ten before the outage included")
                .hasSize(40);
    }

    /** A request each: none of them lets a delivery get further than its first. */
    private static FaultPlan otherTroubles(int requests) {
        return FaultPlan.inOrder(
                Fault.answering(503).times(20),
                Fault.answering(500).times(15),
                Fault.doing(Fault.Kind.SILENCE).times(3),
                Fault.doing(Fault.Kind.GIBBERISH).times(10),
                Fault.doing(Fault.Kind.CUT).times(10),
                Fault.doing(Fault.Kind.REDIRECT).times(5),
                Fault.answering(404, "<html>no such application</html>").times(requests));
    }

    private void send(List<BookingSnapshot> bookings) {
        Broker.sendAll(bookings);
        Set<String> versions = bookings.stream()
                .map(booking -> booking.id() + '/' + booking.version())
                .collect(Collectors.toSet());
        await().atMost(Duration.ofSeconds(10)).until(() -> Set.copyOf(Database.list(
                        "select booking_id || '/' || wanted_version from delivery where clinic = ?", clinic.id))
                .containsAll(versions));
    }

    private void passToTheNextProbe() {
        int before = Integer.parseInt(circuit("probes"));
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(5))
                .until(() -> Database.execute("""
                        with passed as (
                          update circuit
                          set probe_at = probe_at - interval '5 s', answered_at = answered_at - interval '5 s'
                          where clinic = ? and state = 'open' returning clinic)
                        update delivery d
                        set next_attempt_at = d.next_attempt_at - interval '5 s',
                            last_failed_at = d.last_failed_at - interval '5 s',
                            first_failed_at = d.first_failed_at - interval '5 s'
                        from passed p where d.clinic = p.clinic""", clinic.id) > 0);
        dispatcher.wake();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(5))
                .until(() -> "open".equals(circuit("state")) && Integer.parseInt(circuit("probes")) > before);
    }

    private String circuit(String column) {
        return Database.list("select " + column + " from circuit where clinic = ?", clinic.id)
                .getFirst();
    }
}
