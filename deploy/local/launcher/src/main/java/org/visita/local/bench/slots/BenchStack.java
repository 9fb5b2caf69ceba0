package org.visita.local.bench.slots;

import com.fasterxml.uuid.Generators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.visita.local.stack.Home;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Ports;
import org.visita.local.stack.Progress;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackSettings;

/**
 * PostgreSQL, Kafka and availability-service on free ports, with data in a temporary folder: a stack that is up on this
 * machine notices nothing. Ends, and leaves nothing, when the work is done or the process is told to end.
 */
final class BenchStack {

    /**
     * As a site would run the service: both compilers, and memory for the clinic. This variable goes over the flags for
     * a laptop that the stack gives.
     */
    private static final String JVM = "-XX:TieredStopAtLevel=4 -Xmx512m";

    private final LocalStack stack;
    private final String clinic;
    private final int port;
    private final ServiceTokens tokens;
    private final Progress progress;
    private final Thread onExit = new Thread(this::end);
    private boolean ended;

    private BenchStack(LocalStack stack, String clinic, int port, ServiceTokens tokens, Progress progress) {
        this.stack = stack;
        this.clinic = clinic;
        this.port = port;
        this.tokens = tokens;
        this.progress = progress;
    }

    /** What is done while the servers run. */
    @FunctionalInterface
    interface Work {
        void with(BenchStack stack) throws InterruptedException;
    }

    /**
     * Starts the servers, does the work, and ends them whatever comes of it.
     *
     * @param settings the build and the caches of it are used, nothing else
     */
    static void during(StackSettings settings, Clock clock, Consumer<String> notes, Work work)
            throws InterruptedException {
        BenchStack bench = prepare(settings, clock, notes);
        Runtime.getRuntime().addShutdownHook(bench.onExit);
        try {
            bench.stack.start(bench.progress, List.of(Service.AVAILABILITY));
            work.with(bench);
        } catch (RuntimeException e) {
            // After Ctrl-C a server that ends is no news.
            if (!bench.stack.isStopping()) throw e;
        } finally {
            bench.close();
        }
    }

    private static BenchStack prepare(StackSettings settings, Clock clock, Consumer<String> notes) {
        String clinic = Generators.timeBasedEpochGenerator().generate().toString();
        ServiceTokens tokens = new ServiceTokens(clinic, clock);
        Ports ports = freePorts(settings.ports());
        Map<String, String> environment = Map.of("VISITA_TOKENS_ISSUER_URL", tokens.issuerUrl(), "_JAVA_OPTIONS", JVM);
        LocalStack stack = LocalStack.of(new StackSettings(
                settings.checkout(),
                new Home(temporary()),
                ports,
                settings.cache(),
                Map.of(Service.AVAILABILITY.id(), environment)));
        Progress progress = (step, outcome, took) ->
                notes.accept("  %s %s in %.1f s".formatted(step, outcome, took.toMillis() / 1000.0));
        return new BenchStack(stack, clinic, ports.of(Service.AVAILABILITY), tokens, progress);
    }

    LocalStack stack() {
        return stack;
    }

    String clinic() {
        return clinic;
    }

    ServiceTokens tokens() {
        return tokens;
    }

    URI availability() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // It is running, and found nothing left to do.
        }
    }

    private synchronized void end() {
        if (ended) return;
        ended = true;
        stack.stop(progress);
        tokens.close();
        stack.home().delete();
        try {
            Files.deleteIfExists(stack.home().folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("visita-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for each name that the stack has. Held open together, so that none is given twice. */
    private static Ports freePorts(Ports names) {
        Map<String, Integer> ports = new TreeMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String name : names.byName().keySet()) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                ports.put(name, held.getLast().getLocalPort());
            }
            for (ServerSocket socket : held) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ports(names.file(), Map.copyOf(ports));
    }
}
