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

    private static final long BURST_MILLIS = 2;

    private final Vertx vertx;
    private final Pool pool;
    private final AtomicBoolean ringing = new AtomicBoolean();

    @Inject
    OutboxBell(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    void ring() {
        if (ringing.compareAndSet(false, true)) {
            vertx.setTimer(BURST_MILLIS, timer -> {
                // Lowered first: what commits from here on rings again.
                ringing.set(false);
                pool.query("NOTIFY " + OutboxRelay.CHANNEL).execute();
            });
        }
    }
}
