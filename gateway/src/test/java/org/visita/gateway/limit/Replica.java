package org.visita.gateway.limit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.visita.contracts.Actor;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.Scope;
import org.visita.gateway.principal.Principal;
import org.visita.gateway.token.InternalTokens;

/** The limits as one of several gateways counts them. */
final class Replica implements AutoCloseable {

    final Limits limits;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();

    Replica(String redis, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        if (redis != null) {
            all.put("visita.gateway.redis.url", redis);
        }
        for (String service : new String[] {"availability", "booking", "patient", "ehr-sync", "audit"}) {
            all.put("visita.gateway.routes." + service, "http://127.0.0.1:1");
        }
        all.put("visita.gateway.pepper", "a-pepper");
        all.put("visita.gateway.signing-key", "a-key");
        all.put("visita.gateway.service-clients.ehr-sync", "a-secret");
        GatewayConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(GatewayConfig.class)
                .build()
                .getConfigMapping(GatewayConfig.class);
        this.limits = new Limits(config, new NetworkNames(new byte[32]), vertx, metrics);
    }

    Replica(String redis) {
        this(redis, Map.of());
    }

    /** A caller as this replica knows it: its quota is counted here. */
    static Principal caller(String clinic, String id, int perSecond, int perMinute) {
        Quota quota = Quota.of(List.of(new Quota.Window("sec", perSecond, 1), new Quota.Window("min", perMinute, 60)));
        InFlight inFlight = new InFlight();
        return new Principal() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public String clinic() {
                return clinic;
            }

            @Override
            public Actor actor() {
                return new Actor(Actor.Kind.KEY, id);
            }

            @Override
            public boolean allows(Scope scope) {
                return false;
            }

            @Override
            public Quota quota() {
                return quota;
            }

            @Override
            public InFlight inFlight() {
                return inFlight;
            }

            @Override
            public String token(InternalTokens tokens) {
                throw new UnsupportedOperationException("nothing is forwarded here");
            }

            @Override
            public Optional<String> closedBecause(Instant now, ClientAddress from) {
                return Optional.empty();
            }
        };
    }

    Decision take(Principal caller, int weight) {
        return ((Tally.Counted) wait(limits.take(caller, weight))).decision();
    }

    Tally tally(Principal caller) {
        return wait(limits.take(caller, 1));
    }

    static Tally wait(io.vertx.core.Future<Tally> asked) {
        return asked.toCompletionStage().toCompletableFuture().join();
    }

    double redisState() {
        return metrics.get("visita_gateway_redis_state").gauge().value();
    }

    /** How many of these calls are admitted, many of them at once. */
    static int admitted(int calls, Callable<Decision> call) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(32)) {
            List<Callable<Decision>> all = new ArrayList<>(
                    IntStream.range(0, calls).mapToObj(i -> call).toList());
            int admitted = 0;
            for (Future<Decision> done : callers.invokeAll(all)) {
                admitted += done.get().admitted() ? 1 : 0;
            }
            return admitted;
        }
    }

    @Override
    public void close() {
        limits.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
