package org.visita.availability.busy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.SearchClinic.times;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;

/** The answer says when it may not be whole, and needs no database. */
@AvailabilityTest
class BehindTest {

    private final SearchClinic clinic = new SearchClinic();
    private final String location = clinic.location();
    private final String practitioner = clinic.practitioner();
    private final String hours = clinic.hours(practitioner, location, "08:00", "10:00");

    @Inject
    DataSource database;

    @Test
    void a_replica_that_lags_says_so_lists_what_it_knows_and_recovers() throws InterruptedException {
        String type = clinic.visitType(Offered.PLAIN.upTo(Duration.ofDays(600)));
        clinic.open();
        await().untilAsserted(() -> clinic.search(type, 1).then().body("complete", equalTo(true)));
        BookingIndex index = BusyBeans.running(BookingIndex.class);
        CountDownLatch caughtUp = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        // Whoever changes the index waits; whoever reads does not.
        Thread holding = Thread.ofPlatform().start(() -> {
            synchronized (index) {
                held.countDown();
                awaitQuietly(caughtUp);
            }
        });
        try {
            held.await();
            clinic.visit(type, practitioner, location, "09:00").send();
            await().untilAsserted(() -> {
                Response behind = clinic.search(type, 1);
                behind.then()
                        .statusCode(200)
                        .body("complete", equalTo(false))
                        .body("reason", equalTo("bookings-behind"));
                assertThat(times(behind)).as("the best it knows").hasSize(4);
            });
            clinic.request()
                    .queryParam("visitType", type)
                    .get("/v1/slots/first")
                    .then()
                    .body("complete", equalTo(false))
                    .body("reason", equalTo("bookings-behind"));
            assertThat(gauge("visita_availability_bookings_age_seconds")).isPositive();
        } finally {
            caughtUp.countDown();
            holding.join();
        }
        await().untilAsserted(() -> {
            Response current = clinic.search(type, 1);
            current.then().body("complete", equalTo(true)).body("reason", equalTo(null));
            assertThat(times(current)).containsExactly("08:00", "08:30", "09:30");
        });
        assertThat(gauge("visita_availability_bookings_lag_records")).isZero();
        assertThat(gauge("visita_availability_bookings")).isPositive();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static double gauge(String name) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return RestAssured.given()
                .port(port)
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_search_within_the_window_asks_no_table() throws SQLException {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table taken_time, catalog_item, outbox in access exclusive mode");
            try {
                clinic.visit(type, practitioner, location, "09:00").send();
                await().untilAsserted(() -> {
                    Response found = clinic.search(type, 1);
                    assertThat(times(found)).containsExactly("08:00", "08:30", "09:30");
                    found.then().body("complete", equalTo(true));
                });
            } finally {
                connection.rollback();
            }
        }
    }
}
