package org.visita.local.bench.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.visita.local.stack.Await;
import org.visita.local.stack.StackProblem;

/** Looks into the service's database, as its superuser. */
final class StoredTrail {

    /** Seldom enough to cost nothing, and often enough for a round that takes seconds. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Connection database;

    StoredTrail(Connection database) {
        this.database = database;
    }

    /** A moment, and how many entries were in their chains then. */
    record Look(long nanos, long appended) {}

    /** Committed with their hashes. Counts batches, which takes a millisecond, not entries. */
    long appended() {
        return number("select coalesce(sum(last_position - first_position + 1), 0) from audit_batch");
    }

    /** The moment when as many are there; those that came by then may be more. */
    Look await(long least, Duration patience) {
        Look[] look = {look()};
        boolean there = Await.until(patience, BETWEEN_LOOKS, () -> (look[0] = look()).appended() >= least);
        if (!there) {
            throw new StackProblem(
                    "Of %d entries %d were stored within %d s."
                            .formatted(least, look[0].appended(), patience.toSeconds()),
                    "See what the service logs.");
        }
        return look[0];
    }

    /** The database's own time. */
    OffsetDateTime now() {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    /** How many entries each transaction since then has appended, in their order. */
    List<Integer> transactions(OffsetDateTime since) {
        try (PreparedStatement statement = database.prepareStatement("""
                select sum(last_position - first_position + 1) from audit_batch where recorded_at >= ?
                group by recorded_at order by recorded_at""")) {
            statement.setObject(1, since);
            try (ResultSet rows = statement.executeQuery()) {
                List<Integer> found = new ArrayList<>();
                while (rows.next()) found.add(rows.getInt(1));
                return found;
            }
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    /** Before each turn, so that none pays for what another wrote. */
    void checkpoint() {
        try (Statement statement = database.createStatement()) {
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    private Look look() {
        long appended = appended();
        return new Look(System.nanoTime(), appended);
    }

    private long number(String query) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    static StackProblem problem(SQLException e) {
        return new StackProblem("The trail cannot be looked at: " + e.getMessage(), "Try again.", e);
    }
}
