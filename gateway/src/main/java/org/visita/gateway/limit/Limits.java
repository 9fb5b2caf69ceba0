package org.visita.gateway.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.principal.Principal;

/**
 * Counts requests: in Redis with the other replicas if there is one, else for this replica alone. Where Redis fails or is
 * late, neither everybody comes in nor nobody: this replica decides by its share of each limit. Connects at the start, so
 * that no request waits for it.
 */
@Startup
@ApplicationScoped
public class Limits {

    /** Clinics whose requests are counted at the same time; about 200 bytes each. */
    private static final int MOST_CLINICS = 50_000;

    /** Quotas count from here on; the clock itself may begin below zero. */
    private static final long START = System.nanoTime();

    private final Quotas clinics;
    private final Quotas failures;
    private final NetworkNames names;
    private final int replicas;
    private final Optional<SharedCount> shared;

    @Inject
    Limits(GatewayConfig config, NetworkNames names, Vertx vertx, MeterRegistry registry) {
        GatewayConfig.Limits limits = config.limits();
        require(limits.clinicPerSecond(), "limits.clinic-per-second");
        require(limits.clinicPerMinute(), "limits.clinic-per-minute");
        require(limits.failuresPerMinute(), "limits.failures-per-minute");
        require(config.redis().replicas(), "redis.replicas");
        require(config.redis().connections(), "redis.connections");
        this.names = names;
        this.replicas = config.redis().replicas();
        this.clinics =
                new Quotas(MOST_CLINICS, () -> Quota.ofClinic(limits.clinicPerSecond(), limits.clinicPerMinute()));
        this.failures = new Quotas(
                limits.addresses(),
                () -> Quota.of(List.of(new Quota.Window("failures", limits.failuresPerMinute(), 60))));
        this.shared = config.redis().url().map(url -> SharedCount.connect(vertx, url, config.redis()));
        // 0: there is none, each replica admits the whole limit. 1: shared. 2: away, each admits its share.
        Gauge.builder("visita_gateway_redis_state", shared, count -> count.map(SharedCount::isAway)
                        .map(away -> away ? 2 : 1)
                        .orElse(0))
                .register(registry);
    }

    private static void require(int setting, String name) {
        if (setting < 1) {
            throw new IllegalStateException("visita.gateway." + name + " is at least 1");
        }
    }

    /**
     * Takes a request out of what its caller may ask for, and out of what all callers of its clinic may.
     *
     * @param weight 1 for most
     * @return done at once unless there is a Redis; never fails
     */
    public Future<Tally> take(Principal caller, int weight) {
        Quota own = caller.quota();
        Quota clinic = clinics.of(caller.clinic());
        return shared.isEmpty()
                ? here(own, clinic, weight, 1)
                : together(RedisNames.ofCaller(caller.clinic(), caller.id()), own, clinic, weight);
    }

    /**
     * Takes a request that came without an accepted key out of what its address may fail. A caller with a good key never
     * pays for a neighbour behind the same address.
     */
    public Future<Tally> takeFailure(ClientAddress from) {
        Quota quota = failures.of(from.network());
        return shared.isEmpty()
                ? here(quota, null, 1, 1)
                : together(RedisNames.ofNetwork(names.of(from.network())), quota, null, 1);
    }

    /** As {@link #take}, but asks nobody: where Redis says something that is known to be over. */
    public Future<Tally> takeHere(Principal caller, int weight) {
        return here(caller.quota(), clinics.of(caller.clinic()), weight, replicas);
    }

    /** As {@link #takeFailure}, but asks nobody. */
    public Future<Tally> takeFailureHere(ClientAddress from) {
        return here(failures.of(from.network()), null, 1, replicas);
    }

    /** Takes the flag of a block of this address away, as {@link #unflag}. */
    public void unflag(ClientAddress from, String block) {
        unflagNetwork(names.of(from.network()), block);
    }

    /** What {@link #takeFailure} would find, without taking anything. */
    public Future<Tally> lookAtFailures(ClientAddress from) {
        Quota quota = failures.of(from.network());
        return shared.isEmpty()
                ? here(quota, null, 0, 1)
                : together(RedisNames.ofNetwork(names.of(from.network())), quota, null, 0);
    }

    /** Tells the other replicas at once that the caller is blocked; they are told by the topic too. */
    public void flag(String clinic, String caller, String block, Duration left) {
        shared.ifPresent(count -> count.flag(RedisNames.ofCaller(clinic, caller), block, left));
    }

    /** Does nothing if another block has flagged the caller since. */
    public void unflag(String clinic, String caller, String block) {
        shared.ifPresent(count -> count.unflag(RedisNames.ofCaller(clinic, caller), block));
    }

    /** @param network its name, as {@link NetworkNames} gives it */
    public void flagNetwork(String network, String block, Duration left) {
        shared.ifPresent(count -> count.flag(RedisNames.ofNetwork(network), block, left));
    }

    public void unflagNetwork(String network, String block) {
        shared.ifPresent(count -> count.unflag(RedisNames.ofNetwork(network), block));
    }

    private Future<Tally> together(RedisNames caller, Quota own, Quota above, int weight) {
        SharedCount count = shared.get();
        return count.isAway()
                ? here(own, above, weight, replicas)
                : count.take(caller, own, above, weight).recover(away -> here(own, above, weight, replicas));
    }

    private static Future<Tally> here(Quota own, Quota above, int weight, int replicas) {
        long micros = (System.nanoTime() - START) / 1_000;
        Decision decision = own.take(above, weight, micros, replicas);
        return Future.succeededFuture(new Tally.Counted(decision));
    }

    @PreDestroy
    void close() {
        shared.ifPresent(SharedCount::close);
    }
}
