package org.visita.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.visita.contracts.Topics;

/**
 * All of Visita on one machine: PostgreSQL, Kafka, the clinic's EHR and the six services, each a process of its own that
 * outlives this one. Starting takes over what already runs. Used by the commands and by the end-to-end tests.
 */
public final class LocalStack {

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final Postgres postgres;
    private final JavaServers javaServers;
    private final Keycloak keycloak;
    private final Map<String, ServerProcess> servers = new LinkedHashMap<>();
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();

    /** Set by a stop, so that a start that is under way in another thread starts nothing more. */
    private volatile boolean stopping;

    private LocalStack(StackSettings settings) {
        home = settings.home().create();
        ports = settings.ports();
        secrets = Secrets.of(home);
        Path binaries = PostgresBinaries.unpackInto(settings.cache());
        postgres =
                new Postgres(home, ports.of(Postgres.NAME), secrets.databases().get(Postgres.NAME), binaries);
        javaServers = new JavaServers(settings.checkout(), home, ports, secrets);
        List<Server> all = new ArrayList<>(List.of(postgres.server(), javaServers.kafka(), javaServers.ehr()));
        Arrays.stream(Service.values()).map(javaServers::service).forEach(all::add);
        keycloak = new Keycloak(settings.checkout(), home, ports, secrets);
        // Once started it belongs to the stack until that stops, asked for again or not.
        boolean withKeycloak = settings.keycloak() || keycloak.isOnFile();
        for (Server server : all) {
            Map<String, String> overrides = new HashMap<>();
            if (withKeycloak && server.name().equals(Service.GATEWAY.id()))
                overrides.putAll(keycloak.gatewaySettings());
            overrides.putAll(settings.environment().getOrDefault(server.name(), Map.of()));
            servers.put(server.name(), new ServerProcess(server.with(overrides), home));
        }
        if (withKeycloak) servers.put(Keycloak.NAME, keycloak.process());
    }

    /** The stack of these settings, running or not. */
    public static LocalStack of(StackSettings settings) {
        return new LocalStack(settings);
    }

    /**
     * Starts what does not run, starts anew what runs an older build or with other settings, and returns when all of it
     * is ready.
     *
     * @throws StackProblem if a port is taken, or a server does not get ready; what did start keeps running
     */
    public void start(Progress progress) {
        start(progress, servers.keySet());
    }

    /** Where staff sign in; runs only if it was asked for. */
    public Keycloak keycloak() {
        return keycloak;
    }

    public boolean hasKeycloak() {
        return servers.containsKey(Keycloak.NAME);
    }

    /** The same for these services only, and what they stand on. */
    public void start(Progress progress, List<Service> services) {
        Set<String> names = services.stream().map(Service::id).collect(Collectors.toSet());
        names.addAll(List.of(Postgres.NAME, JavaServers.KAFKA));
        start(progress, names);
    }

    private void start(Progress progress, Set<String> names) {
        stopping = false;
        List<ServerProcess> toStart = servers.values().stream()
                .filter(server -> names.contains(server.server().name()))
                .filter(server -> server.running().isEmpty())
                // Comes last, when there is a practitioner for its clinician, and is fetched, not built.
                .filter(server -> !server.server().name().equals(Keycloak.NAME))
                .toList();
        toStart.forEach(server -> server.server().requireBuilt());
        PortCheck.requireFree(toStart.stream().map(ServerProcess::server).toList(), ports);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            // The EHR takes longest and needs nobody; the services need the database and the topics.
            var database = CompletableFuture.runAsync(() -> startPostgres(progress), threads);
            var topics = CompletableFuture.runAsync(() -> startKafka(progress), threads);
            var ground = CompletableFuture.allOf(database, topics);
            List<CompletableFuture<Void>> steps = new ArrayList<>(List.of(database, topics));
            if (names.contains(JavaServers.EHR)) {
                steps.add(CompletableFuture.runAsync(() -> start(JavaServers.EHR, progress), threads));
            }
            for (Service service : Service.values()) {
                if (names.contains(service.id())) {
                    steps.add(ground.thenRunAsync(() -> start(service.id(), progress), threads));
                }
            }
            allOrFirstFailure(steps).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackProblem problem ? problem : e;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Ends everything that this stack started, the services before what they stand on. */
    public void stop(Progress progress) {
        stopping = true;
        // What it says is no longer so.
        Home.deleteAll(home.run());
        List<ServerProcess> services = Arrays.stream(Service.values())
                .map(service -> servers.get(service.id()))
                .toList();
        replicas.forEach(Replica::close);
        keycloak.stop();
        stopAll(services, progress);
        stopAll(List.of(servers.get(JavaServers.EHR), servers.get(JavaServers.KAFKA)), progress);
        stopAll(List.of(servers.get(Postgres.NAME)), progress);
    }

    /** Starts one server and waits until it is ready; does nothing to one that already runs. */
    public void start(String server) {
        stopping = false;
        start(server, Progress.SILENT);
    }

    /** Ends one server in good order. */
    public void stop(String server) {
        named(server).stop();
    }

    public void restart(String server) {
        stop(server);
        start(server);
    }

    /** Ends one server as a crash would ({@code kill -9}). */
    public void kill(String server) {
        named(server).kill();
    }

    /**
     * Another process of a service over the same database, not started yet. Ends with this stack, if not before.
     *
     * @param environment variables over those of the service
     */
    public Replica replica(Service service, Map<String, String> environment) {
        String name = service.id() + "." + (replicas.size() + 2);
        Replica replica = Replica.of(javaServers.service(service), name, environment, home);
        replicas.add(replica);
        return replica;
    }

    public boolean isReady(String server) {
        return named(server).isReady();
    }

    /** Whether a stop was the last that was asked of all servers. */
    public boolean isStopping() {
        return stopping;
    }

    /** What runs, and what does not, in the order of starting. */
    public List<ServerStatus> status() {
        return servers.values().stream().map(this::status).toList();
    }

    /** The servers that do not run, which costs less to find out than {@link #status}. */
    public List<String> down() {
        return servers.values().stream()
                .filter(server -> server.running().isEmpty())
                .map(server -> server.server().name())
                .toList();
    }

    public Collection<String> names() {
        return servers.keySet();
    }

    public Path log(String server) {
        named(server);
        return home.log(server);
    }

    public Home home() {
        return home;
    }

    public Secrets secrets() {
        return secrets;
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + ports.of(Service.GATEWAY));
    }

    /** Where a service tells its metrics. */
    public URI metrics(Service service) {
        return URI.create("http://127.0.0.1:" + ports.management(service) + "/q/metrics");
    }

    /** The base address of the EHR's FHIR API. */
    public URI ehr() {
        return URI.create("http://127.0.0.1:" + ports.of(JavaServers.EHR) + "/fhir");
    }

    /** Where Kafka's clients begin. */
    public String kafka() {
        return "127.0.0.1:" + ports.of(JavaServers.KAFKA);
    }

    /** A connection to the database of one service, as that service. */
    public Connection database(Service service) throws SQLException {
        String name = service.database();
        return DriverManager.getConnection(
                Postgres.jdbcUrl(ports.of(Postgres.NAME), name),
                name,
                secrets.databases().get(name));
    }

    /** A connection to the database of one service, as PostgreSQL's superuser, whom nothing is refused. */
    public Connection superuser(Service service) throws SQLException {
        return DriverManager.getConnection(
                Postgres.jdbcUrl(ports.of(Postgres.NAME), service.database()),
                Postgres.NAME,
                secrets.databases().get(Postgres.NAME));
    }

    /** A server that dies is told at once, not when the slowest of the others is ready. */
    private static CompletableFuture<Void> allOrFirstFailure(List<CompletableFuture<Void>> steps) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new)).thenRun(() -> end.complete(null));
        steps.forEach(step -> step.exceptionally(failure -> {
            end.completeExceptionally(failure);
            return null;
        }));
        return end;
    }

    private void startPostgres(Progress progress) {
        start(Postgres.NAME, progress);
        Databases.create(ports.of(Postgres.NAME), secrets);
    }

    private void startKafka(Progress progress) {
        start(JavaServers.KAFKA, progress);
        long start = System.nanoTime();
        KafkaTopics.create(kafka(), Topics.ALL);
        progress.done("topics", "there", Duration.ofNanos(System.nanoTime() - start));
    }

    private void start(String name, Progress progress) {
        ServerProcess server = named(name);
        long start = System.nanoTime();
        String outcome = "ready";
        if (server.running().isPresent() && server.isCurrent()) {
            outcome = "was running";
        } else if (server.running().isPresent()) {
            outcome = "restarted";
            server.stop();
        }
        if (stopping) throw new StackProblem("Stopped while starting.", "Run ./visita up again.");
        if (name.equals(Postgres.NAME) && server.running().isEmpty()) postgres.initialise();
        server.start();
        server.awaitReady();
        progress.done(name, outcome, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void stopAll(List<ServerProcess> servers, Progress progress) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.stream()
                    .filter(server -> server.running().isPresent())
                    .forEach(server -> threads.execute(() -> {
                        long start = System.nanoTime();
                        server.stop();
                        progress.done(server.server().name(), "stopped", Duration.ofNanos(System.nanoTime() - start));
                    }));
        }
    }

    private ServerStatus status(ServerProcess process) {
        Server server = process.server();
        return ServerStatus.of(
                server, process.running(), process.isReady(), name -> ports.of(name), home.log(server.name()));
    }

    private ServerProcess named(String server) {
        ServerProcess found = servers.get(server);
        if (found != null) return found;
        throw new StackProblem(
                "There is no server '" + server + "'.", "There are: " + String.join(", ", servers.keySet()));
    }
}
