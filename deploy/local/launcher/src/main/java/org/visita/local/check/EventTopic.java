package org.visita.local.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.Topics;
import org.visita.local.stack.StackProblem;

/** Every event of a booking that was ever sent: read from the beginning once, and from then on where it left off. */
final class EventTopic {

    private static final int PATIENCE_MS = 15_000;
    private static final Duration POLL = Duration.ofMillis(200);

    /** The consumer's own default takes 50 MiB at once, which a small process does not have. */
    private static final int PORTION_BYTES = 4 << 20;

    private final String servers;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<String, Trail> trails = new HashMap<>();
    private final Set<Finding> unreadable = new LinkedHashSet<>();

    EventTopic(String servers) {
        this.servers = servers;
    }

    /** By booking. */
    Map<String, Trail> trails() {
        return trails;
    }

    Set<Finding> unreadable() {
        return unreadable;
    }

    int events() {
        return trails.values().stream().mapToInt(Trail::versions).sum();
    }

    /** Takes in all that stands there now. */
    void readOn(Tally tally) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                PORTION_BYTES,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.BOOKING_EVENTS).stream()
                    .map(part -> new TopicPartition(part.topic(), part.partition()))
                    .toList();
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            partitions.forEach(
                    part -> consumer.seek(part, Math.max(next.getOrDefault(part, 0L), beginnings.get(part))));
            long heard = System.nanoTime();
            while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
                ConsumerRecords<String, byte[]> portion = consumer.poll(POLL);
                portion.forEach(record -> {
                    tally.read("events");
                    add(record);
                });
                if (!portion.isEmpty()) heard = System.nanoTime();
                if (System.nanoTime() - heard > PATIENCE_MS * 1_000_000L) {
                    throw new StackProblem("Kafka has stopped sending.", "See ./visita logs kafka");
                }
            }
            partitions.forEach(part -> next.put(part, consumer.position(part)));
        }
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        Header id = record.headers().lastHeader(CloudEventHeaders.ID);
        byte[] value = record.value() == null ? new byte[0] : record.value();
        (id == null ? java.util.Optional.<Told>empty() : Told.read(text(id), value))
                .ifPresentOrElse(
                        told -> trails.computeIfAbsent(told.booking(), booking -> new Trail())
                                .add(told),
                        () -> unreadable.add(new Finding(
                                Kind.UNKNOWN,
                                String.valueOf(record.key()),
                                "partition " + record.partition() + " of the topic has at offset " + record.offset()
                                        + " what is no event of a booking")));
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
