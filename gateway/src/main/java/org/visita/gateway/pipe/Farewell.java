package org.visita.gateway.pipe;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.visita.gateway.wire.ConnectionWatch;
import org.visita.gateway.wire.Scissors;

/** How to part with a caller that is answered while it is still sending. */
public final class Farewell {

    /** How long it is listened to, so that it can read why it was cut off. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** RFC 9113, section 7: INTERNAL_ERROR. */
    private static final long INTERNAL_ERROR = 2;

    /** RFC 9113, section 8.1: the answer is whole, send no more. */
    private static final long NO_ERROR = 0;

    private Farewell() {}

    public static boolean isDue(HttpServerRequest request) {
        return CallerBody.isAnnounced(request) && !request.isEnded();
    }

    /** Before the head of the answer is written. */
    public static void announce(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    /** What is left of the request is read and dropped; other requests on the same HTTP/2 connection go on. */
    public static void bid(Vertx vertx, HttpServerRequest request) {
        request.handler(dropped -> {});
        request.endHandler(ended -> {});
        request.resume();
        if (request.version() == HttpVersion.HTTP_2) {
            vertx.setTimer(LINGER.toMillis(), due -> {
                if (!request.isEnded()) {
                    request.response().reset(NO_ERROR);
                }
            });
        } else {
            vertx.setTimer(LINGER.toMillis(), due -> request.connection().close());
        }
    }

    /** After this answer, whatever else is sent on the connection; it is not read. */
    public static void last(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() != HttpVersion.HTTP_2) {
            announce(request);
            ConnectionWatch.condemn(request.connection());
            context.addEndHandler(ended -> context.vertx()
                    .setTimer(LINGER.toMillis(), due -> request.connection().close()));
        }
    }

    /** HTTP/1.0 knows no pieces: where an answer ends, only the end of the connection says (RFC 1945, section 7.2.2). */
    static void endWithConnection(RoutingContext context) {
        HttpServerRequest request = context.request();
        // Written over what Vert.x puts there for a caller that would like to keep it.
        context.addHeadersEndHandler(
                due -> request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
        ConnectionWatch.condemn(request.connection());
        context.addEndHandler(ended -> request.connection().close());
    }

    /** Without a word: an answer that has begun will not be whole. */
    static void cut(Vertx vertx, HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(INTERNAL_ERROR);
        } else {
            request.connection().close();
            vertx.setTimer(LINGER.toMillis(), due -> Scissors.cut(request.connection()));
        }
    }
}
