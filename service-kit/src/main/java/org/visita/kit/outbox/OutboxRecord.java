package org.visita.kit.outbox;

import java.util.Map;
import java.util.UUID;
import org.visita.contracts.EventType;
import org.visita.kit.topics.EventJson;

/**
 * A record to be published.
 *
 * @param id the CloudEvents id; the same however often the record is published
 * @param topic where to
 * @param key decides the partition; order holds per key
 * @param type the CloudEvents type
 * @param payload the value, as bytes
 * @param headers beside those of CloudEvents
 * @param traceParent of the work that it comes of; null for the work that is running when it is appended
 */
public record OutboxRecord(
        UUID id,
        String topic,
        String key,
        String type,
        byte[] payload,
        Map<String, String> headers,
        String traceParent) {

    public OutboxRecord(UUID id, String topic, String key, String type, byte[] payload, Map<String, String> headers) {
        this(id, topic, key, type, payload, headers, null);
    }

    /** An event on the topic of its type. */
    public static OutboxRecord of(UUID id, EventType type, String key, Object event) {
        return new OutboxRecord(id, type.topic(), key, type.code(), EventJson.write(event), Map.of());
    }

    public OutboxRecord within(String trace) {
        return new OutboxRecord(id, topic, key, type, payload, headers, trace);
    }
}
