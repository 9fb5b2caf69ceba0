package org.visita.local.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.visita.local.stack.Await;
import org.visita.local.stack.StackProblem;

/** A server of somebody else's that is measured beside ours; ends with the benchmark. */
final class OwnServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final int port;
    private final Process process;
    private final Thread onExit;

    private OwnServer(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
        this.onExit = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Returns when it takes connections; its log stands in the folder. */
    static OwnServer start(String name, int port, Path folder, ProcessBuilder command) {
        Path log = folder.resolve("log");
        try {
            Files.createDirectories(folder);
            OwnServer server = new OwnServer(
                    name,
                    port,
                    command.redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start());
            if (!Await.until(PATIENCE, Duration.ofMillis(50), server::isReady)) {
                server.close();
                throw new StackProblem(name + " did not start:\n" + Files.readString(log), "See what it says.");
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    Doorway doorway() {
        List<Long> pids = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
        return new Doorway(name, URI.create("http://127.0.0.1:" + port), pids);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The process ends anyway.
        }
    }
}
