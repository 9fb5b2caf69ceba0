package org.visita.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process of one server: started detached, so that it outlives the launcher; found again by its file under the
 * home; ended only if it is certainly the one that was started.
 */
final class ServerProcess {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final long LOG_KEPT_BYTES = 16 << 20;
    private static final int TAIL_LINES = 25;

    /** What a server gets of the caller's environment: a variable in somebody's shell must not configure a service. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ");

    private final Server server;
    private final Home home;

    ServerProcess(Server server, Home home) {
        this.server = server;
        this.home = home;
    }

    Server server() {
        return server;
    }

    Optional<OwnedProcess> running() {
        return OwnedProcess.read(home.process(server.name())).filter(OwnedProcess::isAlive);
    }

    boolean isReady() {
        return running().isPresent() && server.readiness().isReady();
    }

    /** Whether what runs is what would be started now: same program, same build, same settings. */
    boolean isCurrent() {
        try {
            return Files.readString(fingerprint()).equals(server.fingerprint());
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts the process if it does not run; does not wait for it to be ready. */
    void start() {
        if (running().isPresent()) return;
        server.requireBuilt();
        Path log = home.log(server.name());
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", OwnedProcess.RECORD_AND_BECOME, "visita"));
        command.add(home.process(server.name()).toString());
        command.addAll(server.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.folder().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(server.environment());
        try {
            if (Files.exists(log) && Files.size(log) > LOG_KEPT_BYTES) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(home.process(server.name()));
            home.write(fingerprint(), server.fingerprint().getBytes(StandardCharsets.US_ASCII));
            Process child = builder.redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Await.until(
                    GRACE,
                    Duration.ofMillis(5),
                    () -> OwnedProcess.read(home.process(server.name())).isPresent() || !child.isAlive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws StackProblem with the end of its log if it dies or is not ready in time */
    void awaitReady() {
        boolean ready = Await.until(
                server.patience(),
                PAUSE,
                () -> running().isEmpty() || server.readiness().isReady());
        if (running().isEmpty()) throw failed("ended while it was starting");
        if (!ready) throw failed("was not ready within " + server.patience().toSeconds() + " s");
    }

    /** Asks the process to end and, if it does not within 20 s, makes it. */
    void stop() {
        signalAndAwait(server.stopSignal());
        kill();
    }

    /** Ends the process without warning. */
    void kill() {
        signalAndAwait("KILL");
        try {
            Files.deleteIfExists(home.process(server.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signalAndAwait(String signal) {
        running().ifPresent(process -> {
            process.signal(signal);
            Await.until(GRACE, Duration.ofMillis(20), () -> !process.isAlive());
        });
    }

    private Path fingerprint() {
        return home.process(server.name() + ".fingerprint");
    }

    private StackProblem failed(String what) {
        Path log = home.log(server.name());
        return new StackProblem(
                server.name() + " " + what + ". The end of its log:\n" + tail(log),
                "All of it: ./visita logs " + server.name() + "; to try again: ./visita up");
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readString(log).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - TAIL_LINES))
                    .map(line -> "  | " + line + "\n")
                    .reduce("", String::concat)
                    .stripTrailing();
        } catch (IOException e) {
            return "  | (no log: " + e.getMessage() + ")";
        }
    }
}
