package org.visita.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * One Kafka broker that is its own KRaft controller, on loopback only.
 *
 * <p>Arguments: port, controller port, data folder. Storage is formatted on the first start; later starts find it.
 */
public final class KafkaBroker {

    /** Fixed, because formatting again with another id is refused; 16 bytes in base64. */
    private static final String CLUSTER_ID = "VisitaLocalKafkaBrokeQ";

    private KafkaBroker() {}

    public static void main(String... args) throws IOException {
        if (args.length != 3) {
            System.err.println("Usage: KafkaBroker <port> <controller port> <data folder>");
            System.exit(2);
        }
        Path data = Files.createDirectories(Path.of(args[2]));
        Path config = data.resolve("server.properties");
        try (var out = Files.newOutputStream(config)) {
            settings(Integer.parseInt(args[0]), Integer.parseInt(args[1]), data).store(out, null);
        }
        // --ignore-formatted: a broker killed between two starts keeps what it has.
        int formatted = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", config.toString()
                },
                System.out);
        if (formatted != 0) System.exit(formatted);
        Kafka.main(new String[] {config.toString()});
    }

    private static Properties settings(int port, int controllerPort, Path data) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("log.dirs", data.resolve("log").toString());
        // Topics are made by the launcher with the partitions their owners chose; a misspelt one must fail.
        settings.setProperty("auto.create.topics.enable", "false");
        // There is one broker to hold each copy.
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "8");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        // Consumers of a killed service leave the group at once instead of holding the next one up for 3 s.
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // A killed broker may register again only when the controller has given up on its former self (default: 9 s).
        settings.setProperty("broker.session.timeout.ms", "3000");
        settings.setProperty("broker.heartbeat.interval.ms", "500");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        return settings;
    }
}
