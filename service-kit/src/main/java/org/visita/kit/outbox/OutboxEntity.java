package org.visita.kit.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.visita.kit.rest.TraceIds;
import org.visita.kit.topics.EventJson;

/**
 * The row of a record that waits to be published. The columns are those that Debezium's outbox event router expects
 * ({@code aggregatetype} is the topic), so that a site that runs Debezium can put it in the relay's place. The column
 * {@code seq}, which gives the order, is the database's.
 */
@Entity
@Table(name = "outbox")
public class OutboxEntity {

    @Id
    UUID id;

    @Column(name = "aggregatetype")
    String topic;

    @Column(name = "aggregateid")
    String key;

    String type;

    byte[] payload;

    String headers;

    String traceparent;

    @Column(name = "created_at")
    Instant createdAt;

    static OutboxEntity of(OutboxRecord record, Instant now) {
        OutboxEntity row = new OutboxEntity();
        row.id = record.id();
        row.topic = record.topic();
        row.key = record.key();
        row.type = record.type();
        row.payload = record.payload();
        row.headers = record.headers().isEmpty()
                ? null
                : new String(EventJson.write(record.headers()), StandardCharsets.UTF_8);
        row.traceparent = record.traceParent() == null ? TraceIds.currentTraceParent() : record.traceParent();
        row.createdAt = now;
        return row;
    }
}
