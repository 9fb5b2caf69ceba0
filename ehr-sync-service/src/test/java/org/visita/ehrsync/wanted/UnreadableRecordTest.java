package org.visita.ehrsync.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
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
import org.visita.kit.testing.TopicReader;

@QuarkusTest
class UnreadableRecordTest extends ComponentTest {

    private static final byte[] GARBAGE = {(byte) 0xff, 0, 1, 2, '{'};

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

    private static ConsumerRecord<String, byte[]> awaitDeadLetter(String key) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(found(key)).hasSize(1));
        return found(key).getFirst();
    }

    private static List<ConsumerRecord<String, byte[]>> found(String key) {
        return TopicReader.withKey(Topics.BOOKING_EVENTS_DEAD_LETTER, key);
    }
}
