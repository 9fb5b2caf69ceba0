package org.visita.audit.entry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.visita.audit.entry.AppendEntries.Received;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.topics.EventJson;

/** Takes what everybody writes to {@code audit.events}. */
@ApplicationScoped
class AuditListener {

    private static final Logger LOG = Logger.getLogger(AuditListener.class);

    private final AppendEntries append;
    private final Counter unreadable;

    @Inject
    AuditListener(AppendEntries append, MeterRegistry registry) {
        this.append = append;
        this.unreadable = registry.counter("visita_audit_unreadable");
    }

    /** Ends when every entry is stored; only then are the records committed, and the next ones come. */
    @Incoming("audit-intake")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        List<Received> readable = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            Received received = read(record);
            if (received != null) {
                readable.add(received);
            }
        }
        return append.append(readable);
    }

    private Received read(ConsumerRecord<String, byte[]> record) {
        String position = record.topic() + "/" + record.partition() + "/" + record.offset();
        try {
            AuditEvent event = EventJson.read(record.value(), AuditEvent.class);
            return new Received(position, AuditEntry.of(event));
        } catch (RuntimeException noEntry) {
            unreadable.increment();
            LOG.errorf(
                    "Skipped %s, which is no audit entry; it stays readable there until the topic expires", position);
            return null;
        }
    }
}
