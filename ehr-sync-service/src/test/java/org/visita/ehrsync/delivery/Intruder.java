package org.visita.ehrsync.delivery;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.contracts.Topics;

/** Another replica's consumer, which joins the service's group, gets its partitions, and dies without a word of them. */
final class Intruder {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private CompletableFuture<Void> visit = CompletableFuture.completedFuture(null);
    private int visits;

    /** Unless one is there. */
    void come() {
        if (visit.isDone()) {
            visits++;
            visit = CompletableFuture.runAsync(Intruder::takePartitionsOnce, Thread::startVirtualThread);
        }
    }

    /** How many came. */
    int awaitGone() {
        await().atMost(PATIENCE).until(() -> visit.isDone());
        visit.join();
        return visits;
    }

    private static void takePartitionsOnce() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                        "group.id",
                        "ehr-sync-service",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.BOOKING_EVENTS));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.assignment().isEmpty() && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(50));
            }
        }
    }
}
