package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.catalog.CatalogListener;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Samples;
import org.visita.kit.context.FreshContext;

/** Several workers, some of which die: every booking is one worker's at a time, and nobody's for ever. */
@QuarkusTest
class LeaseTest extends ComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    ClaimDeliveries claimDeliveries;

    @Inject
    DeliverBooking deliverBooking;

    @Inject
    SettleDeliveries settleDeliveries;

    @Inject
    CatalogListener catalog;

    @Inject
    Ehr ehr;

    @Inject
    FreshContext fresh;

    @Inject
    Vertx vertx;

    @Inject
    EhrSyncConfig config;

    @Test
    void a_lost_workers_delivery_is_taken_over_and_what_it_says_later_changes_nothing() {
        BookingSnapshot booking = bookWhilePaused();
        ClaimedDelivery lost = claim(10).getFirst();
        assertThat(claim(10)).as("what another worker may claim meanwhile").isEmpty();
        clinic.resume();
        // The worker says nothing; its lease ends.
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        int said = clinic.syncsOf(booking).size();

        settle(lost, new DeliveryOutcome.Written(1, "an-old-id"));
        settle(lost, new DeliveryOutcome.Refused(new Failure("target-refused", 422, "Late.")));

        assertThat(clinic.deadLetters()).isEmpty();
        assertThat(clinic.syncsOf(booking)).hasSize(said);
    }

    @Test
    void what_a_killed_worker_had_committed_in_the_ehr_is_found_and_not_doubled() {
        BookingSnapshot booking = bookWhilePaused();
        assertThat(claim(10)).hasSize(1);
        String id = clinic.ehr.put("Appointment", """
                {"resourceType":"Appointment","status":"booked",
                 "identifier":[{"system":"%s","value":"%s"}],
                 "extension":[{"url":"https://visita.example/fhir/StructureDefinition/booking-version","valueInteger":1}]}""".formatted(Samples.BOOKING_SYSTEM, booking.id()));
        clinic.resume();

        assertThat(clinic.awaitSync(booking, BookingSync.State.WRITTEN).externalId())
                .isEqualTo(id);
        assertThat(clinic.ehr.all("Appointment")).hasSize(1);
        assertThat(clinic.ehr.history("Appointment", id)).hasSize(1);
    }

    @Test
    void what_became_wanted_meanwhile_is_written_next() {
        BookingSnapshot first = bookWhilePaused();
        ClaimedDelivery claimed = claim(10).getFirst();
        BookingSnapshot second = Samples.moved(first, Duration.ofHours(1));
        Broker.send(second);
        clinic.awaitSync(second, BookingSync.State.PENDING);
        assertThat(claim(10)).as("one at a time for one booking").isEmpty();

        deliverBooking.deliver(claimed, () -> {}).await().atMost(PATIENCE);
        clinic.resume();

        clinic.awaitHeld(second);
        assertThat(clinic.ehr.all("Appointment")).hasSize(1);
    }

    @Test
    void two_replicas_share_the_work_and_never_a_booking() throws InterruptedException {
        clinic.connect();
        clinic.pause();
        List<BookingSnapshot> bookings = Stream.generate(clinic::book).limit(40).toList();
        clinic.awaitPending(bookings);

        clinic.ehr.pace(Duration.ofMillis(20));
        DeliveryDispatcher replica =
                new DeliveryDispatcher(claimDeliveries, deliverBooking, catalog, ehr, fresh, vertx, config);
        replica.start(null);
        clinic.resume();
        bookings.forEach(clinic::awaitHeld);
        replica.stop(null);

        assertThat(clinic.ehr.all("Appointment")).hasSize(40);
        assertThat(clinic.ehr.all("Patient")).hasSize(40);
        assertThat(clinic.ehr.mostAtOnceForOneBooking()).isEqualTo(1);
        assertThat(clinic.ehr.mostAtOnce())
                .isGreaterThan(1)
                .isLessThanOrEqualTo(config.delivery().perConnection());
        clinic.ehr.all("Appointment").forEach(appointment -> assertThat(
                        clinic.ehr.history("Appointment", appointment.path("id").asText()))
                .hasSize(1));
    }

    @Test
    void an_address_written_otherwise_is_no_other_ehr() {
        BookingSnapshot booking = bookWhilePaused();
        ClaimedDelivery underWay = claim(10).getFirst();
        assertThat(clinic.asking()
                        .header("If-Match", "\"2\"")
                        .body(Map.of("name", "Moved", "baseUrl", clinic.ehr.baseUrl() + "/"))
                        .put("/v1/connections/" + clinic.connection())
                        .statusCode())
                .isEqualTo(200);
        deliverBooking.deliver(underWay, () -> {}).await().atMost(PATIENCE);

        assertThat(clinic.awaitSync(booking, BookingSync.State.WRITTEN).version())
                .isEqualTo(1);
    }

    @Test
    void a_late_refusal_of_old_credentials_does_not_pause_the_new_ones() {
        BookingSnapshot booking = bookWhilePaused();
        ClaimedDelivery old = claim(10).getFirst();
        clinic.resume();
        assertThat(clinic.asking()
                        .header("If-Match", '"' + clinic.connectionField("version") + '"')
                        .body(Map.of(
                                "name",
                                "The EHR",
                                "baseUrl",
                                clinic.ehr.baseUrl(),
                                "credentials",
                                Map.of("type", "bearer", "token", "the-new-one")))
                        .put("/v1/connections/" + clinic.connection())
                        .statusCode())
                .isEqualTo(200);

        settle(
                old,
                new DeliveryOutcome.AccessRefused(new Failure("credentials-refused", 401, "The token has expired.")));

        assertThat(clinic.connectionField("status")).isEqualTo("active");
        clinic.awaitHeld(booking);
    }

    private BookingSnapshot bookWhilePaused() {
        clinic.connect();
        clinic.pause();
        BookingSnapshot booking = clinic.book();
        clinic.awaitSync(booking, BookingSync.State.PENDING);
        await().until(() -> clinic.ehr.requests().isEmpty());
        return booking;
    }

    private void settle(ClaimedDelivery delivery, DeliveryOutcome outcome) {
        Settlement settlement = new Settlement(delivery, outcome, Instant.now(), Duration.ofMillis(5), null);
        fresh.run(() -> settleDeliveries.settle(List.of(settlement))).await().atMost(PATIENCE);
    }

    private List<ClaimedDelivery> claim(int most) {
        ConnectionRef connection = new ConnectionRef(clinic.id, UUID.fromString(clinic.connection()));
        return fresh.run(() -> claimDeliveries.claim(List.of(connection), most))
                .await()
                .atMost(PATIENCE);
    }
}
