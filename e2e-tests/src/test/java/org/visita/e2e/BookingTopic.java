package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.Topics;
import org.visita.local.stack.LocalStack;

/** The topic of booking events, with what a broker or a network may do to it. */
final class BookingTopic {

    private final String servers;

    BookingTopic(LocalStack stack) {
        servers = stack.kafka();
    }

    /** Sends every event of the booking once more, the newest first. */
    void sendAgainBackwards(String bookingId) {
        List<ConsumerRecord<String, byte[]>> records = read(bookingId);
        assertThat(records).isNotEmpty();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<String, byte[]> record : records.reversed()) {
                producer.send(
                        new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers()));
            }
        }
    }

    /** Ids of the booking's events, as often and in the order in which they stand there. */
    List<String> eventIds(String bookingId) {
        return read(bookingId).stream()
                .map(record -> record.headers().lastHeader(CloudEventHeaders.ID).value())
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }

    /** Waits until the group has taken all that stands on the topic now. */
    void awaitConsumed(String group, Duration within) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            await().atMost(within).untilAsserted(() -> {
                var committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                var ends = admin.listOffsets(committed.keySet().stream()
                                .collect(java.util.stream.Collectors.toMap(part -> part, part -> OffsetSpec.latest())))
                        .all()
                        .get();
                assertThat(committed).isNotEmpty().allSatisfy((partition, offset) -> assertThat(offset.offset())
                        .isEqualTo(ends.get(partition).offset()));
            });
        }
    }

    private List<ConsumerRecord<String, byte[]>> read(String key) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.BOOKING_EVENTS).stream()
                    .map(part -> new TopicPartition(part.topic(), part.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (key.equals(record.key())) {
                        found.add(record);
                    }
                });
            }
            return found;
        }
    }
}
