package org.visita.availability.busy;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.contracts.Topics;

/**
 * Whether the times that are taken are current: whether this service has applied all that stands on
 * {@code booking.events}. Asks the broker each second, for the whole consumer group, so that every replica knows.
 */
@ApplicationScoped
public class BookingLag {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    /** Records in flight right now are not lag: they are applied within milliseconds. */
    private static final long IN_FLIGHT = 200;

    private final String group;
    private final Map<String, Object> config;
    private final Clock clock;
    private Admin admin;
    private volatile Instant currentAt = Instant.EPOCH;

    @Inject
    BookingLag(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "mp.messaging.incoming.booking-events.group.id") String group,
            Clock clock) {
        this.group = group;
        this.clock = clock;
        this.config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    }

    /** False if this service lags behind, or has lost the broker and cannot tell. */
    public boolean isCurrent() {
        return Duration.between(currentAt, clock.instant()).compareTo(KNOWN_FOR) < 0;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void measure() throws InterruptedException {
        try {
            if (lag() <= IN_FLIGHT) {
                currentAt = clock.instant();
            }
        } catch (ExecutionException outOfReach) {
            // Known by its age: isCurrent turns false by itself.
        }
    }

    private long lag() throws ExecutionException, InterruptedException {
        if (admin == null) {
            admin = Admin.create(config);
        }
        Map<TopicPartition, OffsetAndMetadata> applied = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> latest = admin
                .describeTopics(java.util.List.of(Topics.BOOKING_EVENTS))
                .allTopicNames()
                .get()
                .get(Topics.BOOKING_EVENTS)
                .partitions()
                .stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(Topics.BOOKING_EVENTS, partition.partition()),
                        partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue().offset() - position(applied, end.getKey())))
                .sum();
    }

    private static long position(Map<TopicPartition, OffsetAndMetadata> applied, TopicPartition partition) {
        OffsetAndMetadata position = applied.get(partition);
        return position == null ? 0 : position.offset();
    }

    @PreDestroy
    void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
