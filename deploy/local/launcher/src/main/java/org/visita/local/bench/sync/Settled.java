package org.visita.local.bench.sync;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.visita.local.stack.Await;
import org.visita.local.stack.StackProblem;

/** Looks into the service's database. */
final class Settled {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String DELIVERIES = "select count(*) from delivery where state = ";

    private final Connection database;

    Settled(Connection database) {
        this.database = database;
    }

    /** Until all is written down, and told of. */
    void await(Duration bound) {
        if (!Await.until(bound, PAUSE, () -> waiting() == 0 && count("select count(*) from outbox") == 0)) {
            throw new StackProblem("The service is not done after " + bound.toSeconds() + " s.", "See what it does.");
        }
    }

    long waiting() {
        return count(DELIVERIES + "'pending'");
    }

    long written() {
        return count(DELIVERIES + "'written'");
    }

    private long count(String query) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StackProblem("The deliveries cannot be counted: " + e.getMessage(), "Try again.", e);
        }
    }
}
