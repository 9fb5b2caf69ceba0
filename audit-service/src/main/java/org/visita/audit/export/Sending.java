package org.visita.audit.export;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.time.Duration;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** One answer on its way: the next chunk is asked for when the last one has left. */
final class Sending implements MultiSubscriber<byte[]> {

    private static final Logger LOG = Logger.getLogger(Sending.class);

    private final ResteasyReactiveRequestContext request;
    private volatile Subscription chunks;
    private final Duration patience;
    private final AtomicBoolean over = new AtomicBoolean();

    Sending(ResteasyReactiveRequestContext request, Duration patience) {
        this.request = request;
        this.patience = patience;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        chunks = subscription;
        subscription.request(1);
    }

    @Override
    public void onItem(byte[] chunk) {
        Future<?> tooSlow = Infrastructure.getDefaultWorkerPool()
                .schedule(this::callerReadsNothing, patience.toMillis(), TimeUnit.MILLISECONDS);
        request.serverResponse().write(chunk).whenComplete((sent, failure) -> {
            tooSlow.cancel(false);
            if (failure == null) {
                chunks.request(1);
            } else {
                callerLeft();
            }
        });
    }

    @Override
    public void onFailure(Throwable failure) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (request.serverResponse().headWritten()) {
            LOG.warnf(failure, "An export was broken off; its caller sees that it is not whole, and may ask again");
            breakOff();
        } else {
            request.resume(failure);
        }
    }

    @Override
    public void onCompletion() {
        if (over.compareAndSet(false, true)) {
            request.serverResponse().end();
            request.resume();
        }
    }

    /** Without the end of the body, nobody takes it for all there is. */
    private void breakOff() {
        request.serverResponse().reset();
        request.close();
    }

    /** Or so slowly that it keeps others from their exports. */
    private void callerReadsNothing() {
        if (over.compareAndSet(false, true)) {
            LOG.infof("An export was broken off: its caller took no chunk for %s", patience);
            chunks.cancel();
            breakOff();
        }
    }

    void callerLeft() {
        if (over.compareAndSet(false, true)) {
            chunks.cancel();
            request.close();
        }
    }
}
