package org.visita.audit.chain;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.visita.proof.EntryContent;

/**
 * A row of {@code audit_entry}. Components as in {@link EntryContent}.
 *
 * @param position in the chain of the clinic, from 1
 * @param sealed personal details as bytes; null where there are none
 */
public record ChainEntry(
        String clinic,
        long position,
        Instant occurredAt,
        Instant recordedAt,
        UUID id,
        String actor,
        String action,
        String resourceType,
        String resourceId,
        UUID person,
        byte[] sealed,
        String outcome,
        String code,
        String address,
        String requestId,
        String traceId,
        long durationMillis,
        String emitter,
        String process,
        long sequence) {

    /** What {@link #of} reads. */
    public static final String COLUMNS = "clinic, position, occurred_at, recorded_at, id, actor, action, resource_type,"
            + " resource_id, person, sealed, outcome, code, address, request_id, trace_id, duration_millis, emitter,"
            + " process, sequence";

    public static ChainEntry of(Row row) {
        return new ChainEntry(
                row.getString("clinic"),
                row.getLong("position"),
                OddRow.instant(row, "occurred_at"),
                OddRow.instant(row, "recorded_at"),
                row.getUUID("id"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("resource_type"),
                row.getString("resource_id"),
                row.getUUID("person"),
                row.getBuffer("sealed") == null ? null : row.getBuffer("sealed").getBytes(),
                row.getString("outcome"),
                row.getString("code"),
                row.getString("address"),
                row.getString("request_id"),
                row.getString("trace_id"),
                OddRow.number(row, "duration_millis"),
                row.getString("emitter"),
                row.getString("process"),
                OddRow.number(row, "sequence"));
    }

    /** What of it is hashed. */
    public EntryContent content() {
        return new EntryContent(
                id.toString(),
                clinic,
                occurredAt,
                recordedAt,
                actor,
                action,
                resourceType,
                resourceId,
                person == null ? null : person.toString(),
                sealed == null ? null : Base64.getEncoder().encodeToString(sealed),
                outcome,
                code,
                address,
                requestId,
                traceId,
                durationMillis,
                emitter,
                process,
                sequence);
    }
}
