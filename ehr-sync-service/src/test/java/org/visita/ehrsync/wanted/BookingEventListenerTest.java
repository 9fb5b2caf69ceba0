package org.visita.ehrsync.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
