package org.visita.availability.busy;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private final String group;
    private final Map<String, Object> config;
    private final Clock clock;
    private Admin admin;
    /** How far the topic reached a measurement ago: by now all of that has to be applied. */
    private Map<TopicPartition, Long> reachedBefore = Map.of();

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
            Map<TopicPartition, OffsetAndMetadata> applied = applied();
            if (!reachedBefore.isEmpty()
                    && reachedBefore.entrySet().stream()
                            .allMatch(end -> position(applied, end.getKey()) >= end.getValue())) {
                currentAt = clock.instant();
            }
            reachedBefore = reached();
        } catch (ExecutionException outOfReach) {
            // Known by its age: isCurrent turns false by itself.
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> applied() throws ExecutionException, InterruptedException {
        return admin().listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    private Map<TopicPartition, Long> reached() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = admin()
                .describeTopics(List.of(Topics.BOOKING_EVENTS))
                .allTopicNames()
                .get()
                .get(Topics.BOOKING_EVENTS)
                .partitions()
                .stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(Topics.BOOKING_EVENTS, partition.partition()),
                        partition -> OffsetSpec.latest()));
        return admin().listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private Admin admin() {
        if (admin == null) {
            admin = Admin.create(config);
        }
        return admin;
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
