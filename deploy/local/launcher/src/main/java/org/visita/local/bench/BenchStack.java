package org.visita.local.bench;

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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.visita.local.stack.Home;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Ports;
import org.visita.local.stack.Progress;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackSettings;

/**
 * PostgreSQL, Kafka and some services on free ports, with data in a temporary folder: a stack that is up on this machine
 * notices nothing. Ends, and leaves nothing, when the work is done or the process is told to end.
 */
public final class BenchStack {

    /**
     * As a site would run services and broker: both compilers, and memory for the clinic. This variable goes over the flags for
     * a laptop that the stack gives.
     */
    private static final String JVM = "-XX:TieredStopAtLevel=4 -Xmx512m";

    private final LocalStack stack;
    private final Ports ports;
    private final ServiceTokens tokens;
    private final Progress progress;
    private final Thread onExit = new Thread(this::end);
    private boolean ended;

    private BenchStack(LocalStack stack, Ports ports, ServiceTokens tokens, Progress progress) {
        this.stack = stack;
        this.ports = ports;
        this.tokens = tokens;
        this.progress = progress;
    }

    /** What is done while the servers run. */
    @FunctionalInterface
    public interface Work {
        void with(BenchStack stack) throws InterruptedException;
    }

    /**
     * What to run.
     *
     * @param services beside PostgreSQL and Kafka
     * @param scopes of the tokens, separated by blanks
     * @param environment variables for all of the services
     */
    public record Servers(List<Service> services, String scopes, Map<String, String> environment) {}

    /**
     * Starts the servers, does the work, and ends them whatever comes of it.
     *
     * @param settings the build and the caches of it are used, nothing else
     */
    public static void during(StackSettings settings, Servers servers, Clock clock, Consumer<String> notes, Work work)
            throws InterruptedException {
        BenchStack bench = prepare(settings, servers, clock, notes);
        Runtime.getRuntime().addShutdownHook(bench.onExit);
        try {
            bench.stack.start(bench.progress, servers.services());
            work.with(bench);
        } catch (RuntimeException e) {
            // After Ctrl-C a server that ends is no news.
            if (!bench.stack.isStopping()) throw e;
        } finally {
            bench.close();
        }
    }

    private static BenchStack prepare(StackSettings settings, Servers servers, Clock clock, Consumer<String> notes) {
        Ports ports = freePorts(settings.ports());
        StackSettings own =
                new StackSettings(settings.checkout(), new Home(temporary()), ports, settings.cache(), Map.of());
        String clinic = LocalStack.of(own).secrets().clinic();
        Optional<URI> gateway = servers.services().contains(Service.GATEWAY)
                ? Optional.of(loopback(ports.management(Service.GATEWAY)))
                : Optional.empty();
        ServiceTokens tokens = new ServiceTokens(clinic, servers.scopes(), gateway, clock);
        Map<String, String> environment = new TreeMap<>(servers.environment());
        environment.put("VISITA_TOKENS_ISSUER_URL", tokens.issuerUrl());
        environment.putIfAbsent("_JAVA_OPTIONS", JVM);
        Map<String, Map<String, String>> perServer = new TreeMap<>();
        servers.services().forEach(service -> perServer.put(service.id(), environment));
        perServer.put("kafka", Map.of("_JAVA_OPTIONS", JVM));
        Progress progress = (step, outcome, took) ->
                notes.accept("  %s %s in %.1f s".formatted(step, outcome, took.toMillis() / 1000.0));
        return new BenchStack(LocalStack.of(own.withEnvironment(perServer)), ports, tokens, progress);
    }

    public LocalStack stack() {
        return stack;
    }

    public String clinic() {
        return stack.secrets().clinic();
    }

    public ServiceTokens tokens() {
        return tokens;
    }

    public URI address(Service service) {
        return loopback(ports.of(service));
    }

    private static URI loopback(int port) {
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
