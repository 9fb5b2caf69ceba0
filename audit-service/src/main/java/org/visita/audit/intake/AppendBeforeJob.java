package org.visita.audit.intake;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.audit.OneReplica;

/**
 * Appends what was recorded before there were chains, and has it forgotten where it stood: there, patients stand in plain
 * text. Nothing to do but once, after an update.
 */
@ApplicationScoped
class AppendBeforeJob {

    private static final Logger LOG = Logger.getLogger(AppendBeforeJob.class);
    private static final int STEP = 2_000;

    private static final String NEXT = """
            select clinic, occurred_at, id, actor, action, resource_type, resource_id, patient_id, outcome, code, address,
                request_id, trace_id, duration_millis, emitter, process, sequence
            from audit_entry_before where (clinic, occurred_at, id) > (?, ?, ?)
            order by clinic, occurred_at, id limit\s""" + STEP;

    private final OneReplica replica;
    private final AppendBatch batches;
    private volatile boolean over;

    @Inject
    AppendBeforeJob(OneReplica replica, AppendBatch batches) {
        this.replica = replica;
        this.batches = batches;
    }

    @Scheduled(every = "1h", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        replica.run("append-before", this::runOn);
    }

    void runOn(Connection connection) throws SQLException {
        // A table that comes back later was made by somebody else.
        if (over || !isThere(connection)) {
            over = true;
            return;
        }
        long count = 0;
        Place place = new Place("", OffsetDateTime.parse("0001-01-01T00:00:00Z"), new UUID(0, 0));
        while (place != null) {
            List<AuditEntry> entries = new ArrayList<>();
            place = next(connection, place, entries);
            batches.append(entries);
            count += entries.size();
        }
        forget(connection, count);
    }

    private record Place(String clinic, OffsetDateTime at, UUID id) {}

    private static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery("select to_regclass('public.audit_entry_before') is not null")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** @return of the last one that was read; null if there was none */
    private static Place next(Connection connection, Place after, List<AuditEntry> entries) throws SQLException {
        Place last = null;
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            select.setString(1, after.clinic());
            select.setObject(2, after.at());
            select.setObject(3, after.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    last = new Place(
                            row.getString(1), row.getObject(2, OffsetDateTime.class), row.getObject(3, UUID.class));
                    add(entries, row, last.id());
                }
            }
        }
        return last;
    }

    private static void add(List<AuditEntry> entries, ResultSet row, UUID id) throws SQLException {
        try {
            entries.add(entry(row));
        } catch (IllegalArgumentException | NullPointerException no) {
            LOG.errorf("The audit entry %s of before there were chains is none; it stays where it is", id);
        }
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getString("clinic"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("id", UUID.class),
                row.getString("actor"),
                row.getString("action"),
                row.getString("resource_type"),
                row.getString("resource_id"),
                row.getString("patient_id"),
                row.getString("outcome"),
                row.getString("code"),
                row.getString("address"),
                row.getString("request_id"),
                row.getString("trace_id"),
                row.getLong("duration_millis"),
                row.getString("emitter"),
                row.getString("process"),
                row.getLong("sequence"));
    }

    private void forget(Connection connection, long count) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select audit_forget_before()")) {
            answer.next();
            over = answer.getBoolean(1);
            LOG.warnf(
                    "Appended %d audit entries of before there were chains; %s",
                    count,
                    over
                            ? "all are in them, and the table is dropped"
                            : "some are not in them yet, tried again in 1 h");
        }
    }
}
