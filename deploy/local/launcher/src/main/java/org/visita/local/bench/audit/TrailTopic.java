package org.visita.local.bench.audit;

import java.util.Map;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.local.bench.EventSender;

/** Puts entries on their topic as the gateways would. */
final class TrailTopic implements AutoCloseable {

    private final EventSender sender;

    TrailTopic(String bootstrapServers) {
        sender = new EventSender(bootstrapServers);
    }

    /** Returns when the broker has them all. */
    void fill(TrailMix mix, int count) {
        for (int i = 0; i < count; i++) send(mix.next());
        sender.flush();
    }

    private void send(AuditEvent event) {
        sender.send(
                Topics.AUDIT_EVENTS,
                event.clinic(),
                event,
                Map.of(
                        CloudEventHeaders.SPEC_VERSION, "1.0",
                        CloudEventHeaders.ID, event.id(),
                        CloudEventHeaders.TYPE, EventType.AUDIT_RECORDED.code(),
                        CloudEventHeaders.SOURCE, "/visita/" + event.emitter(),
                        CloudEventHeaders.TIME, event.occurredAt().toString(),
                        CloudEventHeaders.DATA_SCHEMA, EventType.AUDIT_RECORDED.dataSchema(),
                        CloudEventHeaders.CONTENT_TYPE, "application/json",
                        CloudEventHeaders.SUBJECT, event.clinic()));
    }

    @Override
    public void close() {
        sender.close();
    }
}
