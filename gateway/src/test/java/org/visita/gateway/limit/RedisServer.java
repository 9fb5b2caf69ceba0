package org.visita.gateway.limit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Redis, in a process of its own that can be stopped, held still, and started again on the same port. */
public final class RedisServer implements AutoCloseable {

    /** For machines without one; needs OpenSSL 3. */
    private static final String BUNDLED = "/redis-server-6.2.6-v5-linux-amd64";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String binary;
    private final int port;
    private final String[] options;
    private Process process;

    private RedisServer(String binary, int port, String... options) throws IOException {
        this.binary = binary;
        this.port = port;
        this.options = options;
        start();
    }

    /** Skips the test, aloud, where no Redis can be run. */
    public static RedisServer started(String... options) throws IOException {
        Optional<String> binary = onPath().or(RedisServer::bundled);
        if (binary.isEmpty()) {
            abort("There is no redis-server on the PATH, and the bundled one does not run here");
        }
        return new RedisServer(binary.get(), freePort(), options);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void start() throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                binary, "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"),
                        Stream.of(options))
                .toList();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .directory(Files.createTempDirectory("redis").toFile())
                .start();
        await().atMost(PATIENCE).until(this::answers);
    }

    public void stop() {
        process.destroyForcibly().onExit().join();
    }

    /** Holds it still: connections stay open, and nobody answers. */
    public void hold() throws IOException {
        signal("-STOP");
    }

    public void goOn() throws IOException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }

    /** Of {@code redis-cli}: one command, one line of an answer. */
    public String ask(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes());
            return new String(socket.getInputStream().readNBytes(5));
        }
    }

    /** The same, all lines of the answer that hold something. */
    public List<String> lines(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes());
            return new String(socket.getInputStream().readAllBytes())
                    .lines()
                    .filter(line -> !line.matches("[$*].*|\\+OK"))
                    .toList();
        }
    }

    private boolean answers() {
        try {
            return ask("PING").startsWith("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Optional<String> onPath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static Optional<String> bundled() {
        try (InputStream file = RedisServer.class.getResourceAsStream(BUNDLED)) {
            Path copy = Files.createTempFile("redis-server", "");
            Files.write(copy, file.readAllBytes());
            copy.toFile().setExecutable(true);
            copy.toFile().deleteOnExit();
            int left = new ProcessBuilder(copy.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            return left == 0 ? Optional.of(copy.toString()) : Optional.empty();
        } catch (IOException doesNotRun) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
