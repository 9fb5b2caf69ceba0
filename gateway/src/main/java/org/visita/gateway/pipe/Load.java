package org.visita.gateway.pipe;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.problem.CommonRefusal;

/**
 * What this process carries as a whole. Beyond its bounds a request is turned away at once, which costs little, so that
 * those already let in are still answered in time.
 */
@ApplicationScoped
class Load {

    private static final Duration TICK = Duration.ofMillis(100);

    private final AtomicInteger inFlight = new AtomicInteger();
    private final FastThreadLocal<Heartbeat> heartbeats = new FastThreadLocal<>();
    private final int mostInFlight;
    private final long mostNanosLate;

    @Inject
    Load(GatewayConfig config) {
        this(config.pipe().overload().inFlight(), config.pipe().overload().lag());
    }

    Load(int mostInFlight, Duration mostLate) {
        this.mostInFlight = mostInFlight;
        this.mostNanosLate = mostLate.toNanos();
    }

    /**
     * How late an event loop comes round to its timers. One each, read and written on that loop only. Late twice in a row:
     * one pause, of the garbage collector or of the machine, is over by the time that it is seen.
     */
    private final class Heartbeat {

        private final Vertx vertx;
        private long nanosLate;
        private long nanosLateBefore;

        private Heartbeat(Vertx vertx) {
            this.vertx = vertx;
            next();
        }

        private void next() {
            long at = System.nanoTime();
            vertx.setTimer(TICK.toMillis(), due -> {
                nanosLateBefore = nanosLate;
                nanosLate = System.nanoTime() - at - TICK.toNanos();
                next();
            });
        }

        private boolean isLate() {
            return Math.min(nanosLate, nanosLateBefore) > mostNanosLate;
        }
    }

    /**
     * Counts the request until its answer has ended or its caller is gone.
     *
     * @throws org.visita.kit.problem.RefusedException if there is too much to do already
     */
    void admit(Vertx vertx, Ending ending) {
        if (heartbeat(vertx).isLate()) {
            throw overloaded();
        }
        if (inFlight.incrementAndGet() > mostInFlight) {
            inFlight.decrementAndGet();
            throw overloaded();
        }
        ending.then(inFlight::decrementAndGet);
    }

    private Heartbeat heartbeat(Vertx vertx) {
        Heartbeat heartbeat = heartbeats.get();
        if (heartbeat == null) {
            heartbeat = new Heartbeat(vertx);
            heartbeats.set(heartbeat);
        }
        return heartbeat;
    }

    private static RuntimeException overloaded() {
        return CommonRefusal.UNAVAILABLE
                .because("Too much is going on here at once; nothing was done.")
                .retryAfter(Duration.ofSeconds(1))
                .asException();
    }
}
