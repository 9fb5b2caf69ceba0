package org.visita.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.testcontainers.kafka.KafkaContainer;
import org.visita.contracts.Topic;
import org.visita.contracts.Topics;

/** A real Kafka broker with all topics, for the tests of a module. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {

    private AutoCloseable server;

    @Override
    public Map<String, String> start() {
        String bootstrapServers = Servers.inDocker() ? startContainer() : startEmbedded();
        createTopics(bootstrapServers);
        return Map.of("kafka.bootstrap.servers", bootstrapServers);
    }

    private String startEmbedded() {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker().withDeleteLogDirsOnClose(true);
        broker.start();
        server = broker;
        return broker.getAdvertisedListeners().replaceAll("^[A-Z_]+://", "");
    }

    private String startContainer() {
        KafkaContainer container = new KafkaContainer("apache/kafka:4.1.1");
        container.start();
        server = container;
        return container.getBootstrapServers();
    }

    static void createTopics(String bootstrapServers) {
        List<NewTopic> topics =
                Topics.ALL.stream().map(KafkaResource::toNewTopic).toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the topics could not be created", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static NewTopic toNewTopic(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config());
    }

    @Override
    public void stop() {
        Closing.quietly(server);
    }
}
