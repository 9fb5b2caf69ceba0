package org.visita.gateway.pipe;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/**
 * The beginning of a body, taken in before a service hears of it, and mostly all of it: only then does a connection to
 * the service last no longer than the service takes, however slow the caller is.
 */
public final class CallerBody {

    /** What becomes of it: one of the three, once, or none if the caller goes away. */
    interface Taker {

        void whole(Buffer body);

        /** More is coming than is held here. The request is paused. */
        void beginning(Buffer first);

        void refused(Refusal refusal);
    }

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final int heldBytes;
    private final long mostBytes;
    private final Duration patience;
    private final Taker taker;
    private final Buffer body = Buffer.buffer();

    private long timer;
    private boolean over;

    /**
     * @param heldBytes of which there is no more in memory
     * @param patience for all that is held together
     */
    CallerBody(Vertx vertx, HttpServerRequest request, int heldBytes, long mostBytes, Duration patience, Taker taker) {
        this.vertx = vertx;
        this.request = request;
        this.heldBytes = heldBytes;
        this.mostBytes = mostBytes;
        this.patience = patience;
        this.taker = taker;
    }

    /** Whether the head of a request says that a body follows (RFC 9112, section 6.3; RFC 9113 does not ask for it). */
    public static boolean isAnnounced(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.matches("0+");
        }
        return request.version() == HttpVersion.HTTP_2
                ? request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** All of a body that is for this process itself. Fails with a refusal if it is too large, or too slow; otherwise if the caller goes away. */
    public static Future<Buffer> whole(Vertx vertx, HttpServerRequest request, int mostBytes, Duration patience) {
        Promise<Buffer> promise = Promise.promise();
        CallerBody body = new CallerBody(vertx, request, mostBytes, mostBytes, patience, new Taker() {
            @Override
            public void whole(Buffer body) {
                promise.tryComplete(body);
            }

            @Override
            public void beginning(Buffer first) {
                throw new IllegalStateException("as much is held as is taken");
            }

            @Override
            public void refused(Refusal refusal) {
                promise.tryFail(refusal.asException());
            }
        });
        request.exceptionHandler(gone -> {
            body.stop();
            promise.tryFail(gone);
        });
        body.collect();
        return promise.future();
    }

    static Refusal tooLarge(long mostBytes) {
        return CommonRefusal.TOO_LARGE.because("A body has at most " + mostBytes + " bytes.");
    }

    void collect() {
        timer = vertx.setTimer(
                patience.toMillis(),
                due -> refuse(CommonRefusal.INVALID_REQUEST.because("The body did not arrive in time.")));
        request.handler(this::take);
        request.endHandler(ended -> {
            if (!over) {
                stop();
                taker.whole(body);
            }
        });
        request.resume();
    }

    private void take(Buffer piece) {
        if (over) {
            return;
        }
        body.appendBuffer(piece);
        if (body.length() > mostBytes) {
            refuse(tooLarge(mostBytes));
        } else if (body.length() > heldBytes) {
            request.pause();
            stop();
            taker.beginning(body);
        }
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            stop();
            taker.refused(refusal);
        }
    }

    void stop() {
        over = true;
        vertx.cancelTimer(timer);
    }
}
