package org.visita.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One more process of a service, on free ports of its own, beside the one that every stack has. */
public final class Replica implements AutoCloseable {

    private final ServerProcess process;
    private final URI address;

    private Replica(ServerProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    static Replica of(Server service, String name, Map<String, String> environment, Home home) {
        try (ServerSocket main = freePort();
                ServerSocket management = freePort()) {
            Map<String, String> all = new HashMap<>(environment);
            all.put("QUARKUS_HTTP_PORT", Integer.toString(main.getLocalPort()));
            all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management.getLocalPort()));
            Server replica = new Server(
                            name,
                            List.of(),
                            service.command(),
                            service.environment(),
                            service.program(),
                            Readiness.http(
                                    URI.create("http://127.0.0.1:" + management.getLocalPort() + "/q/health/ready")),
                            service.patience(),
                            service.stopSignal())
                    .with(all);
            return new Replica(new ServerProcess(replica, home), URI.create("http://127.0.0.1:" + main.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it unless it runs, and returns when it is ready. */
    public void start() {
        process.start();
        process.awaitReady();
    }

    /** Ends it as a crash would ({@code kill -9}). */
    public void kill() {
        process.kill();
    }

    public URI address() {
        return address;
    }

    @Override
    public void close() {
        process.stop();
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
