package org.visita.kit.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Publishes what the outbox holds, in order, and deletes what the broker has taken. One replica does it at a time: the
 * one that holds the advisory lock; its session ends with it, so a killed leader is replaced at once.
 *
 * <p>A crash between publishing and deleting publishes again, with the same event id: consumers are built for that. A
 * plain loop on a thread of its own, over JDBC: it is all waiting and order, and nothing else runs on that thread.
 */
@ApplicationScoped
class OutboxRelay implements Runnable {

    static final String CHANNEL = "visita_outbox";

    /** Any number will do as long as nothing else in these databases locks it: "outbox" in ASCII. */
    private static final long LEADER_LOCK = 0x6f7574626f78L;

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final Instance<AgroalDataSource> dataSource;
    private final OutboxPublisher publisher;
    private final OutboxConfig config;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("outbox-relay").unstarted(this);
    private volatile boolean running = true;

    @Inject
    OutboxRelay(Instance<AgroalDataSource> dataSource, OutboxPublisher publisher, OutboxConfig config) {
        this.dataSource = dataSource;
        this.publisher = publisher;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        if (config.relay() && dataSource.isResolvable()) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
    }

    @Override
    public void run() {
        while (running) {
            try (Connection connection = dataSource.get().getConnection()) {
                connection.setAutoCommit(true);
                if (lead(connection)) {
                    relay(connection);
                }
            } catch (SQLException | ExecutionException failure) {
                LOG.warnf(
                        "Publishing from the outbox failed (%s); nothing is lost, next try in %s",
                        failure.getClass().getSimpleName(), config.retry());
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException bug) {
                LOG.errorf(bug, "The outbox relay failed unexpectedly; next try in %s", config.retry());
            }
            if (!pause()) {
                return;
            }
        }
    }

    private static boolean lead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_try_advisory_lock(" + LEADER_LOCK + ")")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private void relay(Connection connection) throws SQLException, ExecutionException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            PGConnection notifications = connection.unwrap(PGConnection.class);
            while (running) {
                List<OutboxRow> batch = nextBatch(connection);
                Published published = publisher.publish(batch, config.publishTimeout());
                delete(connection, published.acknowledged());
                setAside(connection, published.refused());
                if (published.failure() != null) {
                    throw new ExecutionException(published.failure());
                }
                if (batch.size() < config.batchSize()) {
                    notifications.getNotifications((int) config.poll().toMillis());
                }
            }
        } finally {
            release(connection);
        }
    }

    private List<OutboxRow> nextBatch(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select seq, id, aggregatetype, aggregateid, type, payload, headers, traceparent, created_at
                from outbox where refused_at is null order by seq limit ?""")) {
            select.setInt(1, config.batchSize());
            try (ResultSet rows = select.executeQuery()) {
                List<OutboxRow> batch = new ArrayList<>();
                while (rows.next()) {
                    batch.add(OutboxRow.of(rows));
                }
                return batch;
            }
        }
    }

    private static void delete(Connection connection, List<OutboxRow> batch) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        // By id, not "up to seq": a lower number may commit later, and would be deleted unpublished.
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where seq = any(?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", batch.stream().map(OutboxRow::seq).toArray()));
            delete.executeUpdate();
        }
    }

    /** What no broker will ever take stays for an operator to look at, and out of the way of the rest. */
    private static void setAside(Connection connection, Map<OutboxRow, Throwable> refused) throws SQLException {
        for (Map.Entry<OutboxRow, Throwable> each : refused.entrySet()) {
            LOG.errorf(
                    "Record %s of type %s cannot be published (%s); it stays in the outbox, set aside",
                    each.getKey().id(),
                    each.getKey().type(),
                    each.getValue().getClass().getSimpleName());
            try (PreparedStatement update =
                    connection.prepareStatement("update outbox set refused_at = now() where seq = ?")) {
                update.setLong(1, each.getKey().seq());
                update.executeUpdate();
            }
        }
    }

    /** The connection goes back to a pool: the lock and the subscription must not go with it. */
    private static void release(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten " + CHANNEL);
            statement.execute("select pg_advisory_unlock(" + LEADER_LOCK + ")");
        } catch (SQLException gone) {
            LOG.debug("The session ended, and its lock with it");
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(config.retry());
            return running;
        } catch (InterruptedException stopping) {
            return false;
        }
    }
}
