package org.visita.availability.busy;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.contracts.Topics;

/**
 * How far the table has come: what the consumer group that writes it has committed, whichever replica that was. It
 * commits what stands in the table, never before.
 */
@ApplicationScoped
class TableProgress {

    private final Map<String, Object> config;
    private final String group;
    private volatile Admin admin;

    @Inject
    TableProgress(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "mp.messaging.incoming.booking-events.group.id") String group) {
        this.group = group;
        this.config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    }

    /** By partition of {@code booking.events}, the first offset that the table may not have; none: it may have nothing. */
    Uni<Map<Integer, Long>> committed() {
        return Uni.createFrom()
                .completionStage(() -> admin().listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .toCompletionStage())
                .map(offsets -> offsets.entrySet().stream()
                        .filter(offset -> offset.getValue() != null
                                && offset.getKey().topic().equals(Topics.BOOKING_EVENTS))
                        .collect(Collectors.toMap(offset -> offset.getKey().partition(), offset -> offset.getValue()
                                .offset())));
    }

    /** Whether the table has everything before these offsets; no, if the broker does not tell. */
    Uni<Boolean> has(Map<Integer, Long> offsets) {
        return committed()
                .map(committed -> offsets.entrySet().stream()
                        .allMatch(offset -> committed.getOrDefault(offset.getKey(), 0L) >= offset.getValue()))
                .onFailure()
                .recoverWithItem(false);
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(config);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
