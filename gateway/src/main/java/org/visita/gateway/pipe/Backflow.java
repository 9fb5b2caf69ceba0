package org.visita.gateway.pipe;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * The body of an answer, as fast as the caller takes it and no faster: while the caller does not read, the service is
 * not read either. A service that falls silent half way is given up; a caller that is slow is not, until the time for
 * the whole answer has passed: it holds one of the few connections to the service.
 */
final class Backflow {

    private final Vertx vertx;
    private final HttpClientResponse from;
    private final HttpServerResponse to;
    private final Duration silence;
    private final Duration deadline;
    private final Runnable brokenOff;
    private final Runnable complete;

    private long timer;
    private long deadlineTimer;
    private long heardAt = System.nanoTime();
    private boolean waitingForCaller;

    Backflow(
            Vertx vertx,
            HttpClientResponse from,
            HttpServerResponse to,
            Duration silence,
            Duration deadline,
            Runnable brokenOff,
            Runnable complete) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.silence = silence;
        this.deadline = deadline;
        this.brokenOff = brokenOff;
        this.complete = complete;
    }

    void start() {
        listen(silence.toMillis());
        deadlineTimer = vertx.setTimer(deadline.toMillis(), due -> end(brokenOff));
        from.exceptionHandler(failure -> end(brokenOff));
        from.endHandler(whole -> end(complete));
        from.handler(this::pass);
    }

    private void pass(Buffer piece) {
        heardAt = System.nanoTime();
        to.write(piece);
        if (to.writeQueueFull()) {
            waitingForCaller = true;
            from.pause();
            to.drainHandler(drained -> {
                waitingForCaller = false;
                heardAt = System.nanoTime();
                from.resume();
            });
        }
    }

    private void listen(long millis) {
        timer = vertx.setTimer(Math.max(1, millis), due -> {
            long quiet = (System.nanoTime() - heardAt) / 1_000_000;
            if (waitingForCaller || quiet < silence.toMillis()) {
                listen(waitingForCaller ? silence.toMillis() : silence.toMillis() - quiet);
            } else {
                end(brokenOff);
            }
        });
    }

    private void end(Runnable how) {
        stop();
        how.run();
    }

    void stop() {
        vertx.cancelTimer(timer);
        vertx.cancelTimer(deadlineTimer);
    }
}
