package org.visita.ehrsync.delivery;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.kit.context.FreshContext;
import org.visita.kit.database.SqlStates;

/**
 * Gathers what workers bring back: whatever has come while the last batch was written is the next one. Nobody waits for
 * more to come, so a lone delivery is written at once. As long as the workers are bounded, so is this queue.
 */
@ApplicationScoped
class SettleQueue {

    private record Waiting(Settlement settlement, UniEmitter<? super Void> worker) {}

    private static final Logger LOG = Logger.getLogger(SettleQueue.class);

    private final SettleDeliveries settleDeliveries;
    private final FreshContext fresh;
    private final int most;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    @Inject
    SettleQueue(SettleDeliveries settleDeliveries, FreshContext fresh, EhrSyncConfig config) {
        this.settleDeliveries = settleDeliveries;
        this.fresh = fresh;
        this.most = config.delivery().settledAtOnce();
    }

    /** Ends when it is written. */
    Uni<Void> settle(Settlement settlement) {
        return Uni.createFrom().emitter(worker -> {
            waiting.add(new Waiting(settlement, worker));
            writeNext();
        });
    }

    private void writeNext() {
        // Looks again after it has let go: what came in between would wait for the next to come.
        while (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            List<Waiting> batch = take();
            if (!batch.isEmpty()) {
                write(batch);
                return;
            }
            writing.set(false);
        }
    }

    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = batch.size() < most ? waiting.poll() : null) {
            batch.add(next);
        }
        return batch;
    }

    private void write(List<Waiting> batch) {
        settle(batch)
                .onFailure(failure -> batch.size() > 1)
                .recoverWithUni(failure -> oneByOne(batch, failure))
                .subscribe()
                .with(done -> ended(batch, null), failure -> ended(batch, failure));
    }

    private Uni<Void> settle(List<Waiting> batch) {
        return fresh.run(() ->
                settleDeliveries.settle(batch.stream().map(Waiting::settlement).toList()));
    }

    /** One of them may be what the database will not take. It must not take the others with it. */
    private Uni<Void> oneByOne(List<Waiting> batch, Throwable failure) {
        LOG.warnf(
                "%d outcomes could not be written together (%s %s); now one by one",
                batch.size(),
                failure.getClass().getSimpleName(),
                SqlStates.of(failure).orElse(""));
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Waiting each : batch) {
            all = all.chain(() -> settle(List.of(each))
                    .onItemOrFailure()
                    .invoke((done, itsOwn) -> answer(each, itsOwn))
                    // With the database gone, the rest would only wait for the same, each in turn.
                    .onFailure(itsOwn -> SqlStates.of(itsOwn).isPresent())
                    .recoverWithNull());
        }
        return all;
    }

    private void ended(List<Waiting> batch, Throwable failure) {
        writing.set(false);
        writeNext();
        batch.forEach(each -> answer(each, failure));
    }

    /** The first answer counts; an emitter takes no second one. */
    private static void answer(Waiting waiting, Throwable failure) {
        if (failure == null) {
            waiting.worker().complete(null);
        } else {
            waiting.worker().fail(failure);
        }
    }
}
