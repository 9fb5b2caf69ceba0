package org.visita.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the outbox of the booking service from being sent: holds the advisory lock by which one replica leads, as a
 * replica would that does nothing. Gives it back at the end.
 */
final class HeldRelay implements AutoCloseable {

    /** The kit's number for the lock is "outbox" in ASCII; PostgreSQL shows its two halves. */
    private static final long LOCK = 0x6f7574626f78L;

    static final long OBJECT = LOCK & 0xffffffffL;

    private static final String LOCKS = """
            select pid from pg_locks where locktype = 'advisory' and objid = %d and granted = ?
              and database = (select oid from pg_database where datname = current_database())""".formatted(OBJECT);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connection session;

    private HeldRelay(Connection session) {
        this.session = session;
    }

    static HeldRelay take(BookingDatabase database) throws SQLException {
        Connection session = database.connect();
        CompletableFuture<Void> locked = CompletableFuture.runAsync(() -> lock(session));
        // In the queue before the leader goes, so that no replica leads again first.
        await().atMost(PATIENCE)
                .until(() -> locked.isDone() || !database.rows(LOCKS, false).isEmpty());
        for (List<Object> leader : database.rows(LOCKS, true)) {
            if (!locked.isDone()) database.rows("select pg_terminate_backend(?)", leader.getFirst());
        }
        await().atMost(PATIENCE).until(locked::isDone);
        locked.join();
        return new HeldRelay(session);
    }

    private static void lock(Connection session) {
        try (Statement statement = session.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
