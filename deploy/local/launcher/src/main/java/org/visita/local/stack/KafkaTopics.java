package org.visita.local.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.visita.contracts.Topic;

/** The topics that the services talk over, as their contracts list them. */
final class KafkaTopics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final short ONE_BROKER = 1;

    private KafkaTopics() {}

    /**
     * Makes those that are missing, and has the others kept as their contracts say now. Also shows that the broker
     * serves, not only listens.
     */
    static void create(String bootstrapServers, List<Topic> topics) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> there = admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .map(KafkaTopics::toNewTopic)
                    .toList();
            admin.createTopics(missing).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Map<ConfigResource, Collection<AlterConfigOp>> kept = topics.stream()
                    .filter(topic -> there.contains(topic.name()))
                    .collect(Collectors.toMap(KafkaTopics::resource, KafkaTopics::setAll));
            admin.incrementalAlterConfigs(kept).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackProblem("The topics could not be made: " + e, "See ./visita logs kafka", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run ./visita up again.", e);
        }
    }

    private static NewTopic toNewTopic(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), ONE_BROKER).configs(topic.config());
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static Collection<AlterConfigOp> setAll(Topic topic) {
        return topic.config().entrySet().stream()
                .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList();
    }
}
