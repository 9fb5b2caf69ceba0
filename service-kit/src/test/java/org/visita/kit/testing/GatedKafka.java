package org.visita.kit.testing;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A real broker that can be away and come back: its clients reach it through a gate that is shut and opened. */
public final class GatedKafka implements AutoCloseable {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final EmbeddedKafkaBroker broker;
    private final int behind;
    private final int port;
    private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
    private ServerSocket gate;

    /** With all topics, and open. */
    public GatedKafka() {
        port = freePort();
        behind = freePort();
        broker = new EmbeddedKafkaBroker()
                .withKafkaPort(behind)
                .withAdvertisedListeners("PLAINTEXT://localhost:" + port)
                .withDeleteLogDirsOnClose(true);
        open();
        broker.start();
        KafkaResource.createTopics(bootstrapServers());
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    public synchronized void open() {
        try {
            ServerSocket opened = new ServerSocket(port, 50, HERE);
            gate = opened;
            Thread.ofVirtual().start(() -> accept(opened));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whoever is connected is cut off, and nobody gets in. */
    public synchronized void shut() {
        Closing.quietly(gate);
        passing.forEach(Closing::quietly);
        passing.clear();
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                Socket server = new Socket(HERE, behind);
                passing.add(client);
                passing.add(server);
                pass(client, server);
                pass(server, client);
            } catch (IOException shutOrNotUpYet) {
                // The client tries again.
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException cutOff) {
                // Both ends are closed on the way out.
            }
        });
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, HERE)) {
            return any.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        shut();
        Closing.quietly(broker);
    }
}
