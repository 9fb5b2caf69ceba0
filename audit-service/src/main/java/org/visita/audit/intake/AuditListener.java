package org.visita.audit.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.topics.EventJson;

/** Takes what everybody writes to {@code audit.events}. */
@ApplicationScoped
class AuditListener {

    private final ReadableRecords readable;
    private final AppendEntries append;

    @Inject
    AuditListener(ReadableRecords readable, AppendEntries append) {
        this.readable = readable;
        this.append = append;
    }

    /** Ends when every entry is stored; only then are the records committed, and the next ones come. */
    @Incoming("audit-intake")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return append.append(() -> readable.read(records, AuditListener::read));
    }

    private static AuditEntry read(ConsumerRecord<String, byte[]> record) {
        return AuditEntry.of(EventJson.read(record.value(), AuditEvent.class));
    }
}
