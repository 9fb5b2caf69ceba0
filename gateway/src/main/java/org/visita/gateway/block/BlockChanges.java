package org.visita.gateway.block;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Reads from the database which blocks were imposed or lifted since it was read last, again and again: so they hold here
 * too while the topic is away. A look that finds nothing costs the database a step into an index.
 */
final class BlockChanges implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BlockChanges.class);

    private final Blocks blocks;
    private final Consumer<BlockEntity> take;
    private final Supplier<Instant> known;
    private final Duration every;
    private final Duration patience;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("block-changes").unstarted(this);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String readUpTo;
    private boolean reached = true;

    /**
     * @param known blocks that were over before that are of no interest any more
     * @param every how long to wait after each look
     * @param patience how long the database may take before it counts as out of reach
     */
    BlockChanges(
            Blocks blocks, Consumer<BlockEntity> take, Supplier<Instant> known, Duration every, Duration patience) {
        this.blocks = blocks;
        this.take = take;
        this.known = known;
        this.every = every;
        this.patience = patience;
    }

    /** Reads everything. Fails if it cannot. */
    void load() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> read(() -> blocks.knownSince(known.get())));
    }

    /** Reads on, after {@link #load}. */
    void follow() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    VertxContextSupport.subscribeAndAwait(() -> read(() -> blocks.changedSince(readUpTo))
                            .ifNoItem()
                            .after(patience)
                            .fail());
                    reached = true;
                } catch (InterruptedException ending) {
                    return;
                } catch (Throwable failure) {
                    away(failure);
                }
            }
        } catch (InterruptedException ending) {
            LOG.debug("Following the blocks in the database has ended");
        }
    }

    /** The mark is taken before the rows: what is committed in between is read twice, and that does no harm. */
    private Uni<Void> read(Supplier<Uni<List<BlockEntity>>> rows) {
        return Panache.withSession(blocks::oldestRunning)
                .chain(mark -> Panache.withSession(rows).invoke(found -> {
                    found.forEach(take);
                    readUpTo = mark;
                }))
                .replaceWithVoid();
    }

    private void away(Throwable failure) {
        if (reached) {
            reached = false;
            LOG.warnf(
                    "Blocks cannot be read from the database (%s); going on with those known and those announced",
                    failure.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
