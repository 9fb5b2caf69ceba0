package org.visita.gateway.pipe;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * An answer of this process itself, whole, handed over as fast as the caller takes it. Until then the request is on its
 * way, and counted: answers that nobody reads would fill the memory otherwise.
 */
public final class Handover {

    private static final int PIECE_BYTES = 64 * 1024;

    private final HttpServerResponse response;
    private final Buffer body;
    private int given;

    private Handover(HttpServerResponse response, Buffer body) {
        this.response = response;
        this.body = body;
    }

    /** @param deadline for all of it; then the connection is cut */
    public static void give(Vertx vertx, HttpServerRequest request, Ending ending, Buffer body, Duration deadline) {
        HttpServerResponse response = request.response();
        if (body.length() <= PIECE_BYTES || request.method() == HttpMethod.HEAD) {
            response.end(body);
            return;
        }
        long timer = vertx.setTimer(deadline.toMillis(), due -> Farewell.cut(vertx, request));
        ending.then(() -> vertx.cancelTimer(timer));
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        new Handover(response, body).go();
    }

    private void go() {
        while (given < body.length()) {
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> go());
                return;
            }
            int end = Math.min(body.length(), given + PIECE_BYTES);
            response.write(body.slice(given, end));
            given = end;
        }
        if (!response.ended()) {
            response.end();
        }
    }
}
