package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;

/** An EHR that comes back gets one delivery, then a few, then all that it may have. */
@QuarkusTest
class RampTest extends ComponentTest {

    private final Workers workers = new Workers();

    @BeforeEach
    void connect() {
        clinic.connect();
    }

    @Test
    void grows_with_each_that_gets_through() {
        waitWithOpenCircuit(30);
        List<ClaimedDelivery> canary = claim();
        assertThat(canary).hasSize(1).allMatch(ClaimedDelivery::canary);
        assertThat(claim()).as("beside the canary").isEmpty();

        workers.settle(Workers.written(), canary);
        List<ClaimedDelivery> underWay = new ArrayList<>(claim());
        assertThat(underWay).as("after the canary").hasSize(2);
        List<Integer> steps = new ArrayList<>();
        while (underWay.size() < 8) {
            workers.settle(Workers.written(), List.of(underWay.removeFirst()));
            underWay.addAll(claim());
            steps.add(underWay.size());
        }

        assertThat(steps).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(claim()).as("more than the connection may have").isEmpty();
        assertThat(circuit("ramp")).containsOnlyNulls();
    }

    @Test
    void ends_with_the_first_failure() {
        waitWithOpenCircuit(10);
        workers.settle(Workers.written(), claim());
        List<ClaimedDelivery> two = claim();

        workers.settle(Workers.down(), two.subList(0, 1));

        assertThat(circuit("state")).containsExactly("open");
        workers.settle(Workers.written(), two.subList(1, 2));
        assertThat(circuit("state"))
                .as("after an answer to what set out before")
                .containsExactly("open");
        assertThat(Database.list("select booking_id from delivery where clinic = ? and attempts > 0", clinic.id))
                .isEmpty();
    }

    @Test
    void an_answer_that_is_no_success_shows_that_the_ehr_is_back_too() {
        waitWithOpenCircuit(3);

        workers.settle(new DeliveryOutcome.Refused(new Failure("target-refused", 422, "No.")), claim());

        assertThat(circuit("state")).containsExactly("closed");
        assertThat(claim()).hasSize(2);
    }

    @Test
    void an_outage_of_many_ends_in_one_write_each() {
        clinic.ehr.with(Fault.answering(503));
        List<BookingSnapshot> bookings =
                Stream.generate(clinic::book).limit(100).toList();
        clinic.awaitPending(bookings);

        clinic.ehr.behave();

        bookings.forEach(clinic::awaitHeld);
        assertThat(clinic.ehr.mostAtOnce()).isLessThanOrEqualTo(8);
        assertThat(clinic.ehr.all("Appointment")).hasSize(100);
        bookings.forEach(
                booking -> assertThat(clinic.ehr.versionsWritten(booking.id())).containsExactly(1));
        assertThat(clinic.deadLetters()).isEmpty();
    }

    private void waitWithOpenCircuit(int bookings) {
        clinic.pause();
        Workers.waiting(clinic, bookings);
        Database.execute("update circuit set state = 'open', probe_at = now() where clinic = ?", clinic.id);
    }

    private List<ClaimedDelivery> claim() {
        return workers.claim(50, Workers.of(clinic));
    }

    private List<String> circuit(String column) {
        return Database.list("select " + column + " from circuit where clinic = ?", clinic.id);
    }
}
