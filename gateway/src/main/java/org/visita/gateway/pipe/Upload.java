package org.visita.gateway.pipe;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/**
 * A body too large to be held, passed on as it comes and as fast as the service takes it. It holds a connection to the
 * service meanwhile, so it has to move: looked at each time that a service may be silent for.
 */
final class Upload {

    interface Watcher {

        /** All of it has been passed on. */
        void passed();

        void refused(Refusal refusal);

        /** The service has taken nothing for so long. */
        void stuck();
    }

    private final Vertx vertx;
    private final HttpServerRequest from;
    private final HttpClientRequest to;
    private final long mostBytes;
    private final Duration interval;
    private final long leastBytes;
    private final Watcher watcher;

    private long timer;
    private long passedBytes;
    private long passedInInterval;
    private boolean heldBack;
    private boolean waitingForService;
    private boolean over;

    /** @param leastBytesPerSecond from the caller, on average over one interval in which the service held nothing up */
    Upload(
            Vertx vertx,
            HttpServerRequest from,
            HttpClientRequest to,
            long mostBytes,
            Duration interval,
            long leastBytesPerSecond,
            Watcher watcher) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.mostBytes = mostBytes;
        this.interval = interval;
        this.leastBytes = Math.max(1, leastBytesPerSecond * interval.toMillis() / 1000);
        this.watcher = watcher;
    }

    /** @param first what has been taken in already; the request is paused */
    void start(Buffer first) {
        to.setChunked(!from.headers().contains(HttpHeaders.CONTENT_LENGTH));
        timer = vertx.setPeriodic(interval.toMillis(), due -> look());
        from.handler(this::pass);
        from.endHandler(ended -> {
            if (!over) {
                stop();
                to.end();
                watcher.passed();
            }
        });
        from.resume();
        pass(first);
    }

    private void pass(Buffer piece) {
        if (over) {
            return;
        }
        passedBytes += piece.length();
        passedInInterval += piece.length();
        if (passedBytes > mostBytes) {
            stop();
            watcher.refused(CallerBody.tooLarge(mostBytes));
            return;
        }
        to.write(piece);
        if (to.writeQueueFull() && !waitingForService) {
            waitingForService = true;
            heldBack = true;
            from.pause();
            to.drainHandler(drained -> {
                waitingForService = false;
                from.resume();
            });
        }
    }

    private void look() {
        if (waitingForService && passedInInterval == 0) {
            stop();
            watcher.stuck();
        } else if (!heldBack && passedInInterval < leastBytes) {
            stop();
            watcher.refused(CommonRefusal.INVALID_REQUEST.because("The body came too slowly."));
        }
        passedInInterval = 0;
        heldBack = waitingForService;
    }

    boolean isOver() {
        return over;
    }

    void stop() {
        over = true;
        vertx.cancelTimer(timer);
    }
}
