package org.visita.audit;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Jobs that all replicas would do, done by one of them at a time. */
@ApplicationScoped
public class OneReplica {

    private static final Logger LOG = Logger.getLogger(OneReplica.class);

    private final AgroalDataSource database;

    @Inject
    OneReplica(AgroalDataSource database) {
        this.database = database;
    }

    /** What a job does on a connection that commits by itself. */
    public interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Not done if another one is at it; logged, and left to the next time, if it fails. */
    public void run(String job, Work work) {
        try (Connection connection = database.getConnection()) {
            if (call(connection, "select pg_try_advisory_lock(hashtextextended('audit job ' || ?, 0))", job)) {
                try {
                    work.on(connection);
                } finally {
                    call(connection, "select pg_advisory_unlock(hashtextextended('audit job ' || ?, 0))", job);
                }
            }
        } catch (SQLException failure) {
            LOG.warnf("The job %s failed (SQL state %s); it is done again next time", job, failure.getSQLState());
        }
    }

    /**
     * For work in many steps.
     *
     * @return empty if another one is at it
     */
    public Optional<Held> hold(String job) throws SQLException {
        Connection connection = database.getConnection();
        try {
            if (call(connection, "select pg_try_advisory_lock(hashtextextended('audit job ' || ?, 0))", job)) {
                return Optional.of(new Held(connection, job));
            }
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
        connection.close();
        return Optional.empty();
    }

    /** That this replica is the one, until it is closed, or the connection is lost. */
    public static final class Held implements AutoCloseable {

        private static final int PATIENCE_SECONDS = 5;

        private final Connection connection;
        private final String job;

        private Held(Connection connection, String job) {
            this.connection = connection;
            this.job = job;
        }

        public Connection connection() {
            return connection;
        }

        public boolean isHeld() throws SQLException {
            return connection.isValid(PATIENCE_SECONDS);
        }

        @Override
        public void close() {
            try (connection) {
                call(connection, "select pg_advisory_unlock(hashtextextended('audit job ' || ?, 0))", job);
            } catch (SQLException lost) {
                LOG.debugf("The job %s had lost its connection, and the lock with it", job);
            }
        }
    }

    private static boolean call(Connection connection, String sql, String job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, job);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
