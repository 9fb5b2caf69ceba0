package org.visita.ehrsync.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Samples;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@QuarkusTest
class BookingEventListenerTest extends ComponentTest {

    @Inject
    AgroalDataSource database;

    @Test
    void a_database_that_takes_nothing_loses_nothing() throws SQLException {
        clinic.connect();
        execute("alter table wanted_booking rename to taken_away");
        BookingSnapshot booking = clinic.book();
        byte[] second = EventJson.write(Samples.event(clinic.booking()));
        Broker.send(new ProducerRecord<>(Topics.BOOKING_EVENTS, booking.id(), second));
        await().during(Duration.ofMillis(700))
                .atMost(Duration.ofSeconds(2))
                .until(() -> clinic.ehr.all("Appointment").isEmpty());

        execute("alter table taken_away rename to wanted_booking");

        clinic.awaitHeld(booking);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> clinic.ehr.all("Appointment").size() == 2);
        assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS_DEAD_LETTER, booking.id()))
                .isEmpty();
    }

    @Test
    void an_origin_that_is_no_text_stops_nobody() {
        clinic.connect();
        BookingSnapshot halved = clinic.booking();
        Broker.send(Samples.event(halved, "o".repeat(254) + "\uD83D\uDE00"));
        BookingSnapshot booking = clinic.booking();
        String odd = new String(EventJson.write(Samples.event(booking)), StandardCharsets.UTF_8)
                .replace("\"origin\":\"api\"", "\"origin\":\"api\\ud800\"");
        Broker.send(new ProducerRecord<>(Topics.BOOKING_EVENTS, booking.id(), odd.getBytes(StandardCharsets.UTF_8)));

        assertThat(odd).contains("ud800");
        clinic.awaitHeld(halved);
        clinic.awaitHeld(booking);
    }

    @Test
    void one_that_the_database_never_takes_is_put_aside_and_the_next_is_stored() throws SQLException {
        clinic.connect();
        BookingSnapshot impossible = clinic.booking();
        execute("alter table wanted_booking add constraint impossible check (booking_id <> '" + impossible.id() + "')");
        try {
            BookingSnapshot next = clinic.booking();
            Broker.send(impossible);
            // The same key, so the same partition: it waits behind.
            byte[] event = EventJson.write(Samples.event(next));
            Broker.send(new ProducerRecord<>(Topics.BOOKING_EVENTS, impossible.id(), event));

            clinic.awaitHeld(next);

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                            TopicReader.withKey(Topics.BOOKING_EVENTS_DEAD_LETTER, impossible.id()))
                    .hasSize(1));
        } finally {
            execute("alter table wanted_booking drop constraint impossible");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
