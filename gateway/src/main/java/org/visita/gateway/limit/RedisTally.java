package org.visita.gateway.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Asks Redis, where all replicas count together: one script takes from every window of a caller, or from none. */
final class RedisTally {

    private static final String SCRIPT = script();
    private static final String SHA = sha1(SCRIPT);

    private final RedisLink link;

    RedisTally(RedisLink link) {
        this.link = link;
    }

    /** Fails where Redis does not decide in time. */
    Future<Tally> take(RedisNames names, Quota quota, Quota above, int weight) {
        Quota.Window[] windows = quota.together(above, 1);
        return run(names, windows, weight).map(answer -> Tally.read(answer, windows, weight, quota.policy(1)));
    }

    /** Whether a request would be decided now, and written down: a Redis that only reads counts nothing. */
    Future<Response> probe() {
        return run(RedisNames.PROBE, PROBED, 1);
    }

    /** As wide as no number of replicas fills it: what is refused writes nothing. */
    private static final Quota.Window[] PROBED = {new Quota.Window("probe", 1_000_000, 1)};

    private Future<Response> run(RedisNames names, Quota.Window[] windows, int weight) {
        return link.send(request(Command.EVALSHA, SHA, names, windows, weight))
                .recover(failure -> isUnknown(failure)
                        ? link.send(request(Command.EVAL, SCRIPT, names, windows, weight))
                        : Future.failedFuture(failure));
    }

    /** After a restart it knows no scripts; the whole text teaches it. */
    private static boolean isUnknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    private static Request request(
            Command command, String script, RedisNames names, Quota.Window[] windows, int weight) {
        Request request =
                Request.cmd(command).arg(script).arg(windows.length + 1).arg(names.flag());
        for (Quota.Window window : windows) {
            request.arg(names.of(window));
        }
        request.arg(weight);
        for (Quota.Window window : windows) {
            request.arg(window.requests()).arg(window.micros());
        }
        return request;
    }

    private static String script() {
        try (InputStream file = RedisTally.class.getResourceAsStream("/redis/take.lua")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Redis names scripts by it; nothing is secured with it. */
    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
