package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.Samples;
import org.visita.ehrsync.testing.SiblingsResource;

/** The log of attempts: what was tried, and what came of it. */
@QuarkusTest
class AttemptsTest extends ComponentTest {

    @Inject
    PurgeAttemptsJob purgeAttempts;

    @Test
    void tells_what_came_of_each() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment").times(1));
        Broker.send(booking);
        clinic.awaitDeadLetter();
        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);
        clinic.awaitHeld(moved);

        await().untilAsserted(() ->
                assertThat(attempts(booking)).containsExactly("1 refused target-refused 422", "2 written - -"));
        assertThat(Database.list(
                        "select duration_ms from attempt where booking_id = ? and duration_ms between 0 and 60000",
                        booking.id()))
                .hasSize(2);
    }

    @Test
    void of_those_that_wait_for_a_part_of_ours_one_a_minute_is_kept() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        SiblingsResource.away(booking.patientId(), true);
        Broker.send(booking);
        // Every look begins with a search for the patient.
        await().atMost(Duration.ofSeconds(10)).until(() -> clinic.ehr.requestCount() > 4);

        assertThat(attempts(booking)).hasSize(1).allMatch(each -> each.startsWith("1 not-yet "));
        SiblingsResource.away(booking.patientId(), false);
        clinic.awaitHeld(booking);
    }

    @Test
    void goes_back_thirty_days() {
        Database.execute("""
                insert into attempt (clinic, connection_id, booking_id, version, started_at, duration_ms, outcome)
                select ?, gen_random_uuid(), 'a-booking', 1, now() - make_interval(days => case i % 2 when 0 then 29 else 31 end),
                       5, 'written' from generate_series(1, ?) i""", clinic.id, 4 * PurgeAttemptsJob.CHUNK);

        purgeAttempts.purge().await().atMost(Duration.ofSeconds(20));

        assertThat(Database.list(
                        "select count(*) from attempt where clinic = ? and started_at > now() - interval '30 days'",
                        clinic.id))
                .containsExactly(Integer.toString(2 * PurgeAttemptsJob.CHUNK));
        assertThat(Database.list("select count(*) from attempt where started_at < now() - interval '30 days'"))
                .containsExactly("0");
    }

    private static List<String> attempts(BookingSnapshot booking) {
        return Database.list("""
                select version || ' ' || outcome || ' ' || coalesce(code, '-') || ' ' || coalesce(cast(status as text), '-')
                from attempt where booking_id = ? order by id""", booking.id());
    }
}
