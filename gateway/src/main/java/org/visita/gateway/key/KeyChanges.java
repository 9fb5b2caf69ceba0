package org.visita.gateway.key;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads from the database what has changed since it was read last, into one table, again and again. A look that finds
 * nothing costs the database a step into an index; so it is taken always, and not only when the topic seems to be away:
 * by the time that is certain, seconds have gone. On a thread of its own: it is all waiting.
 */
final class KeyChanges implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KeyChanges.class);
    private static final int PAGE = 2_000;

    private final Keys keys;
    private final KeyTable table;
    private final Duration every;
    private final Duration patience;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("key-changes").unstarted(this);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String readUpTo;
    private volatile Reread reread;
    private boolean reached;

    /**
     * @param every how long to wait after each look
     * @param patience how long the database may take for a query before it counts as out of reach
     */
    KeyChanges(Keys keys, KeyTable table, Duration every, Duration patience) {
        this.keys = keys;
        this.table = table;
        this.every = every;
        this.patience = patience;
    }

    /**
     * Everything is being read again: for that many keys a query after the other, and possibly with outages in between.
     *
     * @param mark of before the first page
     * @param seq up to which it has come
     */
    private record Reread(String mark, long seq) {}

    /** Reads everything, page by page, after what is to be done before. Fails if it cannot. */
    void load(Uni<Void> first) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> first.chain(this::mark).chain(mark -> loadAfter(0L).invoke(() -> remember(mark))));
    }

    private Uni<Void> loadAfter(long seq) {
        return Panache.withSession(() -> keys.pageOfAll(seq, PAGE))
                .invoke(this::apply)
                .chain(page -> page.size() < PAGE ? Uni.createFrom().voidItem() : loadAfter(page.getLast().seq));
    }

    /** Reads on, after {@link #load}. */
    KeyChanges follow() {
        thread.start();
        return this;
    }

    @Override
    public void run() {
        try {
            while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    VertxContextSupport.subscribeAndAwait(this::read);
                } catch (InterruptedException ending) {
                    return;
                } catch (Throwable failure) {
                    away(failure);
                }
            }
        } catch (InterruptedException ending) {
            LOG.debug("Following the keys in the database has ended");
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private Uni<Void> read() {
        return reread != null
                ? readOn()
                : inTime(mark()).chain(mark -> inTime(Panache.withSession(() -> keys.changedSince(readUpTo, PAGE + 1)))
                        .chain(changed -> load(changed, mark)));
    }

    /** After an outage there may be more than a query takes: then everything is read. */
    private Uni<Void> load(List<String> changed, String mark) {
        if (changed.size() > PAGE) {
            reread = new Reread(mark, 0L);
            return readOn();
        }
        Uni<Void> applied = changed.isEmpty()
                ? Uni.createFrom().voidItem()
                : inTime(Panache.withSession(() -> keys.byIds(changed)))
                        .invoke(this::apply)
                        .replaceWithVoid();
        return applied.invoke(() -> remember(mark));
    }

    /** From where it came to: what fails is tried again from there, not from the beginning. */
    private Uni<Void> readOn() {
        Reread now = reread;
        return inTime(Panache.withSession(() -> keys.pageOfAll(now.seq(), PAGE)))
                .invoke(this::apply)
                .chain(page -> {
                    if (page.size() == PAGE) {
                        reread = new Reread(now.mark(), page.getLast().seq);
                        return readOn();
                    }
                    reread = null;
                    remember(now.mark());
                    return Uni.createFrom().voidItem();
                });
    }

    private <T> Uni<T> inTime(Uni<T> query) {
        return query.ifNoItem().after(patience).fail();
    }

    /** Taken before the rows: what is committed in between is read twice, and that does no harm. */
    private Uni<String> mark() {
        return Panache.withSession(keys::oldestRunning);
    }

    private void apply(List<AccessKeyEntity> rows) {
        rows.forEach(row -> table.apply(row.toAccessKey()));
    }

    private synchronized void remember(String mark) {
        readUpTo = mark;
        if (!reached) {
            reached = true;
            LOG.info("Following the API keys in the database");
        }
    }

    private synchronized void away(Throwable failure) {
        if (reached) {
            reached = false;
            LOG.warnf(
                    "API keys cannot be read from the database (%s); going on with those known and those announced",
                    failure.getClass().getSimpleName());
        }
    }
}
