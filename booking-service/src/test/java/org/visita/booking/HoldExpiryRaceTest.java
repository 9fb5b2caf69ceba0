package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.hold;
import static org.visita.booking.SampleClinic.at;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A hold that expires while it is being booked: begun in time, done too late. The test stands in the way of the booking
 * for that long, by a lock on what it has to change.
 */
@BookingTest
class HoldExpiryRaceTest {

    private static final LocalDate DAY = LocalDate.now(SampleClinic.BERLIN).plusDays(5);

    @Test
    void whoever_books_the_slot_meanwhile_waits_and_finds_it_taken() throws Exception {
        SampleClinic clinic = SampleClinic.with(1, 0, 2, VisitTypes.of(10, 10));
        List<Response> answers = bookInTimeWhileAnotherBooks(clinic, 0);
        assertThat(answers.getFirst().statusCode()).isEqualTo(201);
        assertThat(answers.getLast().statusCode()).isEqualTo(409);
        Soundness.require(clinic.practitioners());
    }

    @Test
    void whoever_books_another_time_meanwhile_does_not_pass_the_limit() throws Exception {
        SampleClinic clinic = SampleClinic.with(1, 0, 2, VisitTypes.of(10, 10).limits(1, null));
        List<Response> answers = bookInTimeWhileAnotherBooks(clinic, 60);
        assertThat(answers.getFirst().statusCode()).isEqualTo(201);
        assertThat(answers.getLast().statusCode()).isEqualTo(422);
        assertThat(Race.code(answers.getLast())).isEqualTo("limit-reached");
        assertThat(Rows.count(
                        "booking where status = 'BOOKED' and visit_date = '" + DAY + "' and practitioner_id = ?",
                        clinic.practitioners().getFirst()))
                .isEqualTo(1);
    }

    /** @param later minutes from the start of the hold to that of the other visit */
    private List<Response> bookInTimeWhileAnotherBooks(SampleClinic clinic, int later) throws Exception {
        // Once without haste, so that nothing is done for the first time while time counts.
        String before = hold(clinic.visit(0, at(DAY.plusDays(1), 0))).path("id");
        book(Map.of("holdId", before)).then().statusCode(201);
        String id = hold(clinic.visit(0, at(DAY, 0))).path("id");
        Rows.change("update booking set hold_expires_at = now() + interval '900 ms' where id = ?", id);
        Rows.change("update occupancy set expires_at = now() + interval '900 ms' where booking_id = ?", id);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Rows.Transaction barrier = Rows.begin()) {
            barrier.change("update occupancy set expires_at = expires_at where booking_id = ?", id);
            Future<Response> holder = threads.submit(() -> book(Map.of("holdId", id)));
            await().pollInterval(Duration.ofMillis(10)).until(barrier::isWaitedFor);
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> Rows.count("booking where hold_expires_at < now() and id = ?", id) == 1);
            Future<Response> other = threads.submit(() -> book(clinic.visit(1, at(DAY, later))));
            // Either it waits for the one who books the hold, or it has gone past him and is done.
            await().pollInterval(Duration.ofMillis(10)).until(() -> other.isDone() || waiting() >= 2);
            barrier.commit();
            return List.of(holder.get(), other.get());
        }
    }

    /** How many connections wait for the lock of another; the id only serves {@link Rows}. */
    private static long waiting() {
        return Rows.number(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and ? is not null",
                new UUID(0, 0).toString());
    }
}
