package org.visita.gateway.pipe;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/**
 * The body of a request, taken in whole before a service hears of it: only then does a connection to the service last
 * no longer than the service takes, however slow the caller is.
 */
public final class CallerBody {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long mostBytes;
    private final Duration patience;
    private final Consumer<Buffer> whole;
    private final Consumer<Refusal> refused;
    private final Buffer body = Buffer.buffer();

    private long timer;
    private boolean over;

    /**
     * @param patience for all of the body together
     * @param whole called with the body, or {@code refused} is, or neither if the caller goes away
     */
    CallerBody(
            Vertx vertx,
            HttpServerRequest request,
            long mostBytes,
            Duration patience,
            Consumer<Buffer> whole,
            Consumer<Refusal> refused) {
        this.vertx = vertx;
        this.request = request;
        this.mostBytes = mostBytes;
        this.patience = patience;
        this.whole = whole;
        this.refused = refused;
    }

    /** Whether the head of a request says that a body follows (RFC 9112, section 6.3). */
    public static boolean isAnnounced(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.matches("0+");
    }

    void collect() {
        timer = vertx.setTimer(
                patience.toMillis(),
                due -> refuse(CommonRefusal.INVALID_REQUEST.because("The body did not arrive in time.")));
        request.handler(this::take);
        request.endHandler(ended -> {
            if (!over) {
                stop();
                whole.accept(body);
            }
        });
        request.resume();
    }

    private void take(Buffer piece) {
        if (over) {
            return;
        }
        if (body.length() + piece.length() > mostBytes) {
            refuse(CommonRefusal.TOO_LARGE.because("A body has at most " + mostBytes + " bytes."));
        } else {
            body.appendBuffer(piece);
        }
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            stop();
            refused.accept(refusal);
        }
    }

    void stop() {
        over = true;
        vertx.cancelTimer(timer);
    }
}
