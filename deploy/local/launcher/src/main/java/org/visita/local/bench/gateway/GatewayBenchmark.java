package org.visita.local.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.visita.local.bench.BenchStack;
import org.visita.local.bench.Benchmark;
import org.visita.local.bench.Measure;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;
import org.visita.local.stack.StackSettings;

/**
 * What our door costs on a GET with a key, beside nginx, Spring Cloud Gateway and no door at all, with one worker each, in
 * front of a service that answers at once. docs/performance.md explains it.
 */
public final class GatewayBenchmark implements Benchmark {

    static final String PATH = "/v1/locations";
    private static final String PLENTY = "1000000";
    private static final String PLENTY_A_MINUTE = "60000000";

    private final StackSettings settings;
    private final Clock clock;
    private final Consumer<String> notes;

    /**
     * @param settings whose build is measured; nothing of its home or its ports is touched
     * @param notes is told what goes on
     */
    public GatewayBenchmark(StackSettings settings, Clock clock, Consumer<String> notes) {
        this.settings = settings;
        this.clock = clock;
        this.notes = notes;
    }

    @Override
    public void run(int samples, Consumer<Measure> found) {
        try (InstantService service = new InstantService()) {
            notes.accept("Starting PostgreSQL, Kafka and gateway ...");
            BenchStack.during(
                    settings,
                    new BenchStack.Servers(List.of(Service.GATEWAY), "keys:read", environment(service.address())),
                    clock,
                    notes,
                    bench -> measure(bench, service, found));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run ./visita bench gateway again.", e);
        }
    }

    /** One worker, limits that are counted and never reached, and the one service behind every route. */
    private static Map<String, String> environment(URI service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "1");
        environment.put("VISITA_GATEWAY_ROUTES_AVAILABILITY", service.toString());
        environment.put("VISITA_GATEWAY_BOOTSTRAP_LIMITS_PER_SECOND", PLENTY);
        environment.put("VISITA_GATEWAY_BOOTSTRAP_LIMITS_PER_MINUTE", PLENTY_A_MINUTE);
        environment.put("VISITA_GATEWAY_LIMITS_CLINIC_PER_SECOND", PLENTY);
        environment.put("VISITA_GATEWAY_LIMITS_CLINIC_PER_MINUTE", PLENTY_A_MINUTE);
        return environment;
    }

    private void measure(BenchStack bench, InstantService service, Consumer<Measure> found) {
        String key = bench.stack().secrets().adminKey();
        // Among the logs, which go when the stack goes.
        Path folder = bench.stack().home().log(Service.GATEWAY.id()).getParent();
        Optional<Path> nginxBinary = Nginx.binary();
        if (nginxBinary.isEmpty()) {
            notes.accept("There is no nginx on this machine: no figures beside it. Debian has it (apt install nginx).");
        }
        List<OwnServer> others = new ArrayList<>();
        try {
            nginxBinary.ifPresent(binary ->
                    others.add(Nginx.start(binary, folder.resolve("nginx"), freePort(), key, service.address())));
            others.add(SpringGateway.start(
                    settings.checkout(), folder.resolve("spring"), freePort(), key, service.address()));
            notes.accept("Everything is up.");
            Doorway ours = new Doorway("ours", bench.address(Service.GATEWAY), List.of(KeyMemory.pid(bench)));
            Doors doors = new Doors(
                    ours,
                    nginxBinary.map(there -> others.getFirst().doorway()),
                    others.getLast().doorway(),
                    new Doorway("no door", service.address(), List.of()));
            new GatewayFigures(doors, Caller.get(PATH, key), service, notes).take(found);
        } finally {
            others.forEach(OwnServer::close);
        }
        new KeyMemory(bench, notes).take(found);
    }

    /**
     * All that is measured.
     *
     * @param nginx empty where there is none
     * @param none the service itself
     */
    record Doors(Doorway ours, Optional<Doorway> nginx, Doorway spring, Doorway none) {

        List<Doorway> all() {
            List<Doorway> all = new ArrayList<>(List.of(none));
            nginx.ifPresent(all::add);
            all.addAll(List.of(spring, ours));
            return all;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
