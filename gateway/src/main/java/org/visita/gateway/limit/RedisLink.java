package org.visita.gateway.limit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.visita.gateway.GatewayConfig;

/**
 * A few connections to Redis that many requests share, one behind the other on each. A broken one is made anew at the
 * next beat, so no request ever waits for a connection.
 */
final class RedisLink {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int SILENT_SECONDS = 5;

    /** Answered by nobody, these wait on one connection; the next finds no place and counts as a miss. */
    private static final int MOST_WAITING = 4_096;

    private final Redis redis;
    private final long timeoutMillis;
    private final AtomicReferenceArray<RedisConnection> connections;
    private final AtomicReferenceArray<Future<RedisConnection>> attempts;
    private final AtomicInteger next = new AtomicInteger();

    /** @throws IllegalStateException if the address is none; does not quote it, as it may hold a password */
    RedisLink(Vertx vertx, String url, GatewayConfig.Redis config) {
        check(url);
        int size = config.connections();
        this.timeoutMillis = config.timeout().toMillis();
        this.connections = new AtomicReferenceArray<>(size);
        this.attempts = new AtomicReferenceArray<>(size);
        this.redis = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setType(config.cluster() ? RedisClientType.CLUSTER : RedisClientType.STANDALONE)
                        .setConnectionString(url)
                        .setMaxPoolSize(size)
                        .setMaxPoolWaiting(size)
                        .setMaxWaitingHandlers(MOST_WAITING)
                        .setNetClientOptions(new NetClientOptions()
                                .setConnectTimeout((int) CONNECT.toMillis())
                                .setReadIdleTimeout(SILENT_SECONDS)
                                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                                .setTcpKeepAlive(true)
                                .setHostnameVerificationAlgorithm("HTTPS")));
    }

    private static void check(String url) {
        try {
            URI address = new URI(url);
            if (address.getHost() != null && List.of("redis", "rediss").contains(address.getScheme())) {
                return;
            }
        } catch (URISyntaxException quotesIt) {
            // Falls through to a failure that does not.
        }
        throw new IllegalStateException(
                "visita.gateway.redis.url is not an address like redis://host:6379 or rediss://:password@host:6379/0");
    }

    /** Fails when there is no connection, when Redis refuses, and when it does not answer in time. */
    Future<Response> send(Request request) {
        int first = Math.floorMod(next.getAndIncrement(), connections.length());
        for (int i = 0; i < connections.length(); i++) {
            RedisConnection connection = connections.get((first + i) % connections.length());
            if (connection != null) {
                return connection.send(request).timeout(timeoutMillis, TimeUnit.MILLISECONDS);
            }
        }
        return Future.failedFuture(whyNot());
    }

    private Throwable whyNot() {
        for (int i = 0; i < attempts.length(); i++) {
            Future<RedisConnection> attempt = attempts.get(i);
            if (attempt != null && attempt.failed()) {
                return attempt.cause();
            }
        }
        return new ConnectException();
    }

    /** Makes what is missing, and lets those that are there hear something, so that a silent one is given up. */
    Future<?> beat(Request ping) {
        Future<?> first = null;
        for (int i = 0; i < connections.length(); i++) {
            RedisConnection connection = connections.get(i);
            if (connection != null) {
                connection.send(ping);
            } else if (attempts.get(i) == null || attempts.get(i).isComplete()) {
                Future<RedisConnection> attempt = connect(i);
                attempts.set(i, attempt);
                first = first == null ? attempt : first;
            }
        }
        return first == null ? Future.succeededFuture() : first;
    }

    private Future<RedisConnection> connect(int place) {
        return redis.connect().onSuccess(connection -> {
            connection.exceptionHandler(broken -> connections.compareAndSet(place, connection, null));
            connection.endHandler(ended -> connections.compareAndSet(place, connection, null));
            connections.set(place, connection);
        });
    }

    void close() {
        redis.close();
    }
}
