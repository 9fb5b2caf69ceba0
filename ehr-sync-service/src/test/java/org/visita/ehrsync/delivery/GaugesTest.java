package org.visita.ehrsync.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.SampleClinic;
import org.visita.ehrsync.testing.Samples;

/** What Prometheus is told, and alerts look at. */
@QuarkusTest
class GaugesTest extends ComponentTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    DeliveryGauges gauges;

    @Inject
    ConnectionGauges connections;

    @Inject
    MeterRegistry registry;

    @Test
    void an_ehr_that_gets_nothing_is_behind_since_the_first_change_that_it_missed() {
        clinic.connect();
        BookingSnapshot first = clinic.book();
        clinic.awaitSync(first, BookingSync.State.WRITTEN);
        measure();
        assertThat(value("visita_sync_behind")).isZero();
        assertThat(value("visita_sync_oldest_unsynced_seconds")).isZero();
        clinic.pause();
        BookingSnapshot second = Samples.moved(first, Duration.ofHours(1));
        Broker.send(second);
        clinic.awaitPending(List.of(clinic.book(), clinic.book()));

        await().atMost(SOON).untilAsserted(() -> {
            measure();
            assertThat(value("visita_sync_behind")).isEqualTo(3);
            assertThat(value("visita_sync_oldest_unsynced_seconds")).isPositive();
        });
        assertThat(value("visita_connection_paused")).isEqualTo(1);
        double before = value("visita_sync_oldest_unsynced_seconds");
        BookingSnapshot third = Samples.moved(second, Duration.ofHours(1));
        Broker.send(third);
        clinic.awaitSync(third, BookingSync.State.PENDING);
        measure();
        assertThat(value("visita_sync_oldest_unsynced_seconds"))
                .as("another change of the same booking does not make it young again")
                .isGreaterThanOrEqualTo(before);

        clinic.resume();

        clinic.awaitHeld(third);
        await().atMost(SOON).untilAsserted(() -> {
            measure();
            assertThat(value("visita_sync_behind")).isZero();
            assertThat(value("visita_connection_paused")).isZero();
        });
    }

    @Test
    void an_ehr_that_only_brings_is_not_behind_with_what_was_under_way_to_it() {
        clinic.connect();
        clinic.pause();
        BookingSnapshot booking = clinic.book();
        clinic.awaitPending(List.of(booking));
        // Somebody set out with it: it stays, for the day when the EHR is written to again.
        Database.execute("update delivery set tries = 1 where booking_id = ?", booking.id());
        measure();
        assertThat(value("visita_sync_behind")).isEqualTo(1);

        assertThat(clinic.asking()
                        .header("If-Match", '"' + clinic.connectionField("version") + '"')
                        .body(Map.of(
                                "name",
                                "The EHR",
                                "baseUrl",
                                clinic.ehr.baseUrl(),
                                "flow",
                                Map.of("direction", "inbound")))
                        .put("/v1/connections/" + clinic.connection())
                        .statusCode())
                .isEqualTo(200);
        measure();

        assertThat(Database.list("select state from delivery where booking_id = ?", booking.id()))
                .containsExactly("pending");
        assertThat(value("visita_sync_behind")).isZero();
        assertThat(value("visita_sync_oldest_unsynced_seconds")).isZero();
    }

    @Test
    void a_new_connection_is_not_behind_since_before_it_was_made() {
        BookingSnapshot booking = clinic.booking();
        BookingEvent event = Samples.event(booking);
        Broker.send(new BookingEvent(
                event.eventId(),
                event.type(),
                event.occurredAt().minus(Duration.ofHours(1)),
                booking,
                event.changes(),
                event.actor(),
                event.origin()));
        clinic.ehr.goDown();
        clinic.connect();

        await().atMost(SOON).untilAsserted(() -> {
            measure();
            assertThat(value("visita_sync_behind")).isEqualTo(1);
        });
        assertThat(value("visita_sync_oldest_unsynced_seconds")).isLessThan(600);
    }

    @Test
    void the_circuit_of_an_ehr_that_is_gone_is_open() {
        clinic.connect();
        measure();
        assertThat(value("visita_circuit_state")).isZero();
        clinic.ehr.goDown();
        clinic.book();

        await().atMost(SOON).untilAsserted(() -> {
            measure();
            assertThat(value("visita_circuit_state")).isPositive();
        });
        clinic.ehr.goUp();
        await().atMost(SOON).untilAsserted(() -> {
            measure();
            assertThat(value("visita_circuit_state")).isZero();
        });
    }

    @Test
    void a_connection_that_is_removed_leaves_no_series() {
        clinic.connect();
        clinic.pause();
        measure();
        assertThat(find("visita_sync_behind")).isNotNull();
        String path = "/v1/connections/" + clinic.connection();
        String etag = clinic.asking().get(path).header("ETag");
        await().atMost(SOON)
                .until(() ->
                        clinic.asking().header("If-Match", etag).delete(path).statusCode() == 204);

        measure();

        assertThat(List.of(
                        "visita_sync_behind",
                        "visita_sync_oldest_unsynced_seconds",
                        "visita_connection_paused",
                        "visita_circuit_state"))
                .allSatisfy(name -> assertThat(find(name)).as(name).isNull());
    }

    @Test
    void a_connection_too_many_is_one_of_the_others_and_comes_back() {
        clinic.connect();

        // Again, if the scheduled measuring came in between.
        await().atMost(SOON).untilAsserted(() -> {
            connections.measure(0).await().atMost(SOON);
            assertThat(registry.find("visita_sync_behind").gauges())
                    .extracting(gauge -> gauge.getId().getTag("connection"))
                    .containsExactly("other");
        });

        measure();
        assertThat(find("visita_sync_behind")).isNotNull();
        assertThat(registry.find("visita_sync_behind")
                        .tag("connection", "other")
                        .gauge())
                .isNull();
    }

    @Test
    void those_in_trouble_have_series_of_their_own_before_others() {
        clinic.connect();
        try (SampleClinic second = new SampleClinic().connect()) {
            second.pause();
            measure();
            int all = registry.find("visita_sync_behind").gauges().size();

            // All that earlier tests left are paused.
            await().atMost(SOON).untilAsserted(() -> {
                connections.measure(all - 1).await().atMost(SOON);
                assertThat(find("visita_sync_behind")).isNull();
            });

            assertThat(registry.find("visita_connection_paused")
                            .tag("connection", second.connection())
                            .gauge())
                    .isNotNull();
        }
    }

    @Test
    void dead_letters_are_counted_by_their_code() {
        clinic.connect();
        measure();
        double before = deadLetters();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        clinic.book();
        clinic.awaitDeadLetter();

        await().atMost(SOON).untilAsserted(() -> {
            measure();
            assertThat(deadLetters()).isEqualTo(before + 1);
        });
    }

    @Test
    void what_rules_look_at_is_there_from_the_start() {
        measure();
        int management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        String scraped = given().port(management).get("/q/metrics").asString();

        assertThat(scraped.lines())
                .anyMatch(line -> line.startsWith("visita_events_unreadable_total{topic=\"booking.events\"}"))
                .anyMatch(line -> line.startsWith("visita_dead_letters{code=\"mapping-missing\"}"))
                .anyMatch(line -> line.startsWith("visita_replays{state=\"stopped\"}"))
                .anyMatch(line -> line.startsWith("visita_replays{state=\"running\"}"));
        assertThat(registry.get("visita_sync_gauges_age_seconds").gauge().value())
                .isLessThan(5);
    }

    private void measure() {
        gauges.measure().await().atMost(SOON);
    }

    private Gauge find(String name) {
        return registry.find(name).tag("connection", clinic.connection()).gauge();
    }

    private double value(String name) {
        Gauge gauge = find(name);
        assertThat(gauge).as("%s of the connection", name).isNotNull();
        return gauge.value();
    }

    private double deadLetters() {
        return Stream.ofNullable(registry.find("visita_dead_letters")
                        .tag("code", "target-refused")
                        .gauge())
                .mapToDouble(Gauge::value)
                .sum();
    }
}
