package org.visita.kit.outbox;

import java.time.Instant;
import java.util.UUID;

/** A row on its way into the table, one of many; {@code payload} is base64 by then. */
record OutboxLine(
        int place,
        UUID id,
        String topic,
        String key,
        String type,
        byte[] payload,
        String headers,
        String trace,
        Instant at) {

    static OutboxLine of(int place, OutboxEntity row) {
        return new OutboxLine(
                place, row.id, row.topic, row.key, row.type, row.payload, row.headers, row.traceparent, row.createdAt);
    }
}
