package org.visita.kit.outbox;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the relay, wherever it runs, after a commit.
 *
 * <p>Not a trigger: NOTIFY inside a transaction makes commits queue for one lock of the whole database. Rung once per
 * burst instead, on a connection of its own; a ring that gets lost is made good by the relay's slow poll.
 */
@ApplicationScoped
class OutboxBell {

    /** After a pause, which is what a single change waits. */
    private static final long FIRST_MILLIS = 2;

    /** While changes keep coming. Each ring is a transaction, and the relay takes what it finds in one batch. */
    private static final long NEXT_MILLIS = 25;

    private final Vertx vertx;
    private final Pool pool;
    private final AtomicBoolean ringing = new AtomicBoolean();
    private volatile long rungAt = System.nanoTime();

    @Inject
    OutboxBell(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    void ring() {
        if (ringing.compareAndSet(false, true)) {
            boolean afterPause = System.nanoTime() - rungAt > 2 * NEXT_MILLIS * 1_000_000;
            vertx.setTimer(afterPause ? FIRST_MILLIS : NEXT_MILLIS, timer -> {
                rungAt = System.nanoTime();
                // Lowered first: what commits from here on rings again.
                ringing.set(false);
                pool.query("NOTIFY " + OutboxRelay.CHANNEL).execute();
            });
        }
    }
}
