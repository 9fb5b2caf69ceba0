package org.visita.local.bench.booking;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.visita.contracts.Topics;
import org.visita.local.stack.Await;
import org.visita.local.stack.StackProblem;

/** Checks that every booking that was acknowledged is there, and was told of. */
final class Announced {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Connection database;
    private final String kafka;

    Announced(Connection database, String kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    /** How long it takes from now until the outbox is empty. */
    Duration awaitRelay() {
        long start = System.nanoTime();
        if (!Await.until(PATIENCE, PAUSE, () -> count("select count(*) from outbox") == 0)) {
            throw new StackProblem(
                    "The relay is not through after " + PATIENCE.toSeconds() + " s.", "See what it is doing.");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    void requireAll(int acknowledged) {
        long kept = count("""
                select count(*) from booking b join booking_history h on h.clinic = b.clinic and h.booking_id = b.id
                where b.status = 'BOOKED' and h.actor not in ('key:raw', 'key:past')""");
        long told = events();
        if (kept != acknowledged || told != acknowledged) {
            throw new StackProblem(
                    "Of %d bookings that were acknowledged %d are kept, and %d events tell of them."
                            .formatted(acknowledged, kept, told),
                    "All three must be the same.");
        }
    }

    /** Nobody else writes there, and nothing was retried: the broker did not go away. */
    private long events() {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.BOOKING_EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private long count(String query) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StackProblem("The bookings cannot be counted: " + e.getMessage(), "Try again.", e);
        }
    }
}
