package org.visita.gateway.limit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.visita.gateway.GatewayConfig;

/** Redis as long as it answers in time; given up after three misses in a row, and tried again each second. */
public final class SharedCount {

    private static final Duration BEAT = Duration.ofSeconds(1);

    private static final String UNFLAG =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private final RedisLink link;
    private final RedisTally tally;
    private final Breaker breaker = new Breaker();
    private final Vertx vertx;
    private final long timer;

    private SharedCount(Vertx vertx, RedisLink link) {
        this.vertx = vertx;
        this.link = link;
        this.tally = new RedisTally(link);
        this.timer = vertx.setPeriodic(BEAT.toMillis(), due -> beat());
    }

    /** Waits a moment for the first connection, so that the first requests are counted together already. */
    static SharedCount connect(Vertx vertx, String url, GatewayConfig.Redis config) {
        RedisLink link = new RedisLink(vertx, url, config);
        Future<?> first = link.beat(Request.cmd(Command.PING));
        if (Context.isOnEventLoopThread()) {
            // Whoever stands there must not wait; the first requests are counted here then.
            return new SharedCount(vertx, link);
        }
        try {
            first.toCompletionStage().toCompletableFuture().get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            // The breaker finds out, and says so.
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return new SharedCount(vertx, link);
    }

    /** Whether nobody is asked for now. */
    public boolean isAway() {
        return breaker.isOpen();
    }

    /** Fails if Redis does not decide in time. */
    Future<Tally> take(RedisNames caller, Quota own, Quota above, int weight) {
        return tally.take(caller, own, above, weight)
                .onSuccess(answered -> breaker.hit())
                .onFailure(breaker::miss);
    }

    /** Whoever asks Redis next finds the caller blocked. Where Redis is away, the topic tells the others a little later. */
    void flag(RedisNames caller, String block, Duration left) {
        link.send(
                Request.cmd(Command.SET).arg(caller.flag()).arg(block).arg("PX").arg(Math.max(1, left.toMillis())));
    }

    /** Of another block the flag stays. */
    void unflag(RedisNames caller, String block) {
        link.send(
                Request.cmd(Command.EVAL).arg(UNFLAG).arg(1).arg(caller.flag()).arg(block));
    }

    private void beat() {
        link.beat(Request.cmd(Command.PING));
        if (breaker.isOpen()) {
            tally.probe().onSuccess(answered -> breaker.probed());
        }
    }

    void close() {
        vertx.cancelTimer(timer);
        link.close();
    }
}
