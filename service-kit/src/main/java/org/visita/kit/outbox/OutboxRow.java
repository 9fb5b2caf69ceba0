package org.visita.kit.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A row as the relay reads it. */
record OutboxRow(
        long seq,
        String id,
        String topic,
        String key,
        String type,
        byte[] payload,
        String headers,
        String traceparent,
        Instant createdAt) {

    static OutboxRow of(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("aggregatetype"),
                row.getString("aggregateid"),
                row.getString("type"),
                row.getBytes("payload"),
                row.getString("headers"),
                row.getString("traceparent"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
