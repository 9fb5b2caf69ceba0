package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.EhrRequest;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.FhirPaths;
import org.visita.ehrsync.testing.Samples;
import org.visita.ehrsync.testing.SiblingsResource;

/** An EHR that is away gets everything when it is back, and nothing becomes a dead letter over it. */
@QuarkusTest
class OutageTest extends ComponentTest {

    static Stream<Fault> outages() {
        return Stream.of(
                Fault.answering(503),
                Fault.answering(500),
                Fault.answering(429),
                Fault.answering(404, "<html>no such application</html>"),
                Fault.doing(Fault.Kind.GIBBERISH),
                Fault.doing(Fault.Kind.FLOOD),
                Fault.doing(Fault.Kind.REDIRECT),
                Fault.doing(Fault.Kind.CUT),
                Fault.doing(Fault.Kind.CUT_AFTER_COMMIT),
                Fault.doing(Fault.Kind.SLOW));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void an_ehr_in_trouble_burns_no_attempts(Fault outage) {
        clinic.connect();
        clinic.ehr.with(outage);
        List<BookingSnapshot> bookings = Stream.generate(clinic::book).limit(6).toList();
        await().atMost(Duration.ofSeconds(10)).until(() -> !"closed".equals(clinic.connectionField("circuit")));
        int before = clinic.ehr.requests().size();
        // Many more than a delivery has attempts: only probes go on, one by one.
        await().atMost(Duration.ofSeconds(10)).until(() -> clinic.ehr.requests().size() >= before + 3);

        clinic.ehr.behave();

        bookings.forEach(clinic::awaitHeld);
        assertThat(clinic.deadLetters()).isEmpty();
        assertThat(clinic.ehr.all("Appointment")).hasSize(6);
        assertThat(clinic.ehr.strayed()).as("requests that followed a redirect").isZero();
        await().until(() -> "closed".equals(clinic.connectionField("circuit")));
    }

    @Test
    void an_ehr_that_is_gone_gets_the_newest_of_each_when_it_is_back() {
        clinic.connect();
        BookingSnapshot first = clinic.book();
        clinic.awaitSync(first, BookingSync.State.WRITTEN);
        clinic.ehr.goDown();
        BookingSnapshot second = Samples.moved(first, Duration.ofHours(1));
        Broker.send(second);
        await().atMost(Duration.ofSeconds(5)).until(() -> !"closed".equals(clinic.connectionField("circuit")));
        BookingSnapshot third = Samples.moved(second, Duration.ofHours(1));
        Broker.send(third);
        List<BookingSnapshot> others = Stream.generate(clinic::book).limit(20).toList();
        clinic.awaitPending(others);

        clinic.ehr.goUp();

        others.forEach(clinic::awaitHeld);
        String id = clinic.awaitHeld(third).path("id").asText();
        assertThat(clinic.ehr.history("Appointment", id))
                .extracting(FhirPaths::versionOf)
                .containsExactly(1, 3);
        assertThat(clinic.deadLetters()).isEmpty();
    }

    @Test
    void one_probe_at_a_time() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(503));
        List<BookingSnapshot> bookings = Stream.generate(clinic::book).limit(10).toList();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> "half-open".equals(clinic.connectionField("circuit"))
                        || "open".equals(clinic.connectionField("circuit")));
        int before = clinic.ehr.requests().size();
        await().atMost(Duration.ofSeconds(10)).until(() -> clinic.ehr.requests().size() >= before + 6);

        // A probe is one search for the patient: six requests are six probes, of several bookings in turn.
        assertThat(clinic.ehr.requests().subList(before + 1, before + 6))
                .extracting(EhrRequest::query)
                .doesNotHaveDuplicates();
        clinic.ehr.behave();
        bookings.forEach(clinic::awaitHeld);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"SILENCE_AFTER_COMMIT", "CUT_AFTER_COMMIT"})
    void what_got_through_though_nobody_heard_the_answer_is_found_and_not_doubled(Fault.Kind unheard) {
        clinic.connect();
        clinic.ehr.with(Fault.doing(unheard).on("POST", "Appointment").times(1));

        BookingSnapshot booking = clinic.book();

        BookingSync written = clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        assertThat(clinic.ehr.all("Appointment")).hasSize(1);
        assertThat(written.externalId())
                .isEqualTo(clinic.awaitHeld(booking).path("id").asText());
        assertThat(clinic.ehr.requests())
                .filteredOn(request ->
                        request.method().equals("POST") && request.type().equals("Appointment") && request.id() == null)
                .hasSize(1);
    }

    @Test
    void to_be_asked_back_at_once_is_no_leave_to_hammer_it() {
        clinic.connect();
        clinic.ehr.with(Fault.askingToWait(429, Duration.ZERO));
        BookingSnapshot booking = clinic.book();
        await().atMost(Duration.ofSeconds(5)).until(() -> clinic.ehr.requestCount() > 0);
        int before = clinic.ehr.requestCount();

        // A probe each 0.2 to 0.4 s, once it has failed twice.
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(2))
                .until(() -> clinic.ehr.requestCount() - before < 12);

        clinic.ehr.behave();
        clinic.awaitHeld(booking);
    }

    @Test
    void a_date_until_which_to_stay_away_is_kept_to() {
        clinic.connect();
        clinic.ehr.with(Fault.askingToWaitUntil(503, Duration.ofSeconds(1)).times(1));
        long start = System.nanoTime();

        clinic.awaitHeld(clinic.book());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_part_of_ours_that_is_away_burns_no_attempts() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        SiblingsResource.away(booking.patientId(), true);
        Broker.send(booking);
        // Every look begins with a search for the patient.
        await().atMost(Duration.ofSeconds(10)).until(() -> clinic.ehr.requests().size() > 4);
        assertThat(clinic.connectionField("circuit")).isEqualTo("closed");

        SiblingsResource.away(booking.patientId(), false);

        clinic.awaitHeld(booking);
        assertThat(clinic.deadLetters()).isEmpty();
    }

    @Test
    void refused_credentials_pause_the_connection_and_bury_nothing() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(401));
        BookingSnapshot booking = clinic.book();
        await().atMost(Duration.ofSeconds(5)).until(() -> "paused".equals(clinic.connectionField("status")));
        assertThat(clinic.connectionField("pausedReason")).isEqualTo("credentials-refused");
        assertThat(clinic.deadLetters()).isEmpty();
        clinic.ehr.behave();

        clinic.resume();

        clinic.awaitHeld(booking);
    }
}
