package org.visita.ehrsync.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.DeadLetterHeaders;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.kit.context.FreshContext;
import org.visita.kit.testing.TopicReader;

@QuarkusTest
class UnreadableRecordTest extends ComponentTest {

    private static final byte[] GARBAGE = {(byte) 0xff, 0, 1, 2, '{'};

    @Inject
    WantBookings wantBookings;

    @Inject
    FreshContext fresh;

    @Inject
    AgroalDataSource database;

    @Test
    void goes_to_the_dead_letters_as_it_came_and_the_next_is_read() {
        clinic.connect();
        BookingSnapshot next = clinic.booking();
        ProducerRecord<String, byte[]> poison = new ProducerRecord<>(Topics.BOOKING_EVENTS, next.id(), GARBAGE);
        Broker.header(poison, CloudEventHeaders.ID, "its-own-id");
        Broker.header(poison, DeadLetterHeaders.CODE, "of-an-earlier-life");
        Broker.send(poison);
        // The same key, so the same partition: it waits behind.
        Broker.send(next);

        clinic.awaitHeld(next);

        ConsumerRecord<String, byte[]> dead = awaitDeadLetter(next.id());
        assertThat(dead.value()).isEqualTo(GARBAGE);
        assertThat(TopicReader.header(dead, CloudEventHeaders.ID)).isEqualTo("its-own-id");
        assertThat(TopicReader.header(dead, DeadLetterHeaders.CODE)).isEqualTo("unreadable-event");
        assertThat(TopicReader.header(dead, DeadLetterHeaders.ORIGIN)).startsWith("booking.events/");
        Map<String, String> headers = new TreeMap<>();
        dead.headers().forEach(header -> {
            if (header.key().startsWith(DeadLetterHeaders.PREFIX)) {
                headers.put(header.key(), TopicReader.header(dead, header.key()));
            }
        });
        assertThat(ContractSchemas.violations(headers)).isEmpty();
    }

    @Test
    void nothing_without_key_or_value_stops_the_partition() {
        clinic.connect();
        Broker.send(new ProducerRecord<>(Topics.BOOKING_EVENTS, 0, null, GARBAGE));
        Broker.send(new ProducerRecord<>(Topics.BOOKING_EVENTS, 0, "empty-" + clinic.id, null));
        Broker.send(new ProducerRecord<>(
                Topics.BOOKING_EVENTS, 0, "nul\0-" + clinic.id, "{}".getBytes(StandardCharsets.UTF_8)));

        clinic.awaitHeld(clinic.book());

        assertThat(awaitDeadLetter("empty-" + clinic.id).value()).isEmpty();
        awaitDeadLetter("nul\uFFFD-" + clinic.id);
    }

    @Test
    void is_listed_once_however_often_it_is_read() throws SQLException {
        ReceivedRecord record = new ReceivedRecord("key-of-" + clinic.id, GARBAGE, Map.of(), "booking.events", 7, 42);

        for (int time = 0; time < 2; time++) {
            fresh.run(() -> wantBookings.want(List.of(record))).await().atMost(Duration.ofSeconds(10));
        }

        assertThat(awaitDeadLetter(record.key()).value()).isEqualTo(GARBAGE);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select clinic, size, problem, sha256, record_key, bytes from unreadable_record
                        where partition = 7 and record_offset = 42""")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("clinic")).isNull();
            assertThat(rows.getInt("size")).isEqualTo(GARBAGE.length);
            assertThat(rows.getString("problem")).isEqualTo("not-utf8");
            assertThat(rows.getString("sha256")).hasSize(64);
            assertThat(rows.getString("record_key")).isEqualTo(record.key());
            assertThat(rows.getBytes("bytes")).isEqualTo(GARBAGE);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void another_in_the_same_place_of_a_topic_that_was_made_anew_is_listed_too() {
        for (String bytes : List.of("one", "other")) {
            ReceivedRecord record = new ReceivedRecord(
                    bytes + clinic.id, bytes.getBytes(StandardCharsets.UTF_8), Map.of(), "booking.events", 8, 42);
            fresh.run(() -> wantBookings.want(List.of(record))).await().atMost(Duration.ofSeconds(10));
        }

        assertThat(Database.value("select count(*) from unreadable_record where partition = 8 and record_offset = 42"))
                .isEqualTo("2");
    }

    private static ConsumerRecord<String, byte[]> awaitDeadLetter(String key) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(found(key)).hasSize(1));
        return found(key).getFirst();
    }

    private static List<ConsumerRecord<String, byte[]>> found(String key) {
        return TopicReader.withKey(Topics.BOOKING_EVENTS_DEAD_LETTER, key);
    }
}
