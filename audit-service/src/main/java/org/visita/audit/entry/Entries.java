package org.visita.audit.entry;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The store of entries: inserts and reads, nothing else. Plain SQL, because a row is written in bulk and never changed,
 * which leaves an object mapper nothing to do.
 */
@ApplicationScoped
class Entries {

    private static final String APPEND = """
            insert into audit_entry (clinic, occurred_at, id, actor, action, resource_type, resource_id, patient_id,
                outcome, code, address, request_id, trace_id, duration_millis, emitter, process, sequence, received_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            on conflict do nothing""";

    private final Pool pool;
    private final Clock clock;

    @Inject
    Entries(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** All of them or none; those that are there already stay as they are. */
    Uni<Void> append(List<AuditEntry> entries) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<Tuple> rows = entries.stream().map(entry -> toRow(entry, now)).toList();
        return pool.withTransaction(
                        connection -> connection.preparedQuery(APPEND).executeBatch(rows))
                .replaceWithVoid();
    }

    Uni<Optional<AuditEntry>> find(String clinic, UUID id) {
        return pool.preparedQuery("select * from audit_entry where clinic = $1 and id = $2 and clinic <> ''")
                .execute(Tuple.of(clinic, id))
                .map(rows -> list(rows).stream().findFirst());
    }

    /** Newest first. */
    Uni<List<AuditEntry>> search(EntrySearch search) {
        return pool.preparedQuery(search.sql()).execute(search.parameters()).map(Entries::list);
    }

    private static List<AuditEntry> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(Entries::toEntry)
                .toList();
    }

    private static Tuple toRow(AuditEntry entry, OffsetDateTime now) {
        return Tuple.from(new Object[] {
            entry.clinic(),
            entry.occurredAt().atOffset(ZoneOffset.UTC),
            entry.id(),
            entry.actor(),
            entry.action(),
            entry.resourceType(),
            entry.resourceId(),
            entry.patientId(),
            entry.outcome(),
            entry.code(),
            entry.address(),
            entry.requestId(),
            entry.traceId(),
            entry.durationMillis(),
            entry.emitter(),
            entry.process(),
            entry.sequence(),
            now
        });
    }

    private static AuditEntry toEntry(Row row) {
        return new AuditEntry(
                row.getString("clinic"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getUUID("id"),
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
}
