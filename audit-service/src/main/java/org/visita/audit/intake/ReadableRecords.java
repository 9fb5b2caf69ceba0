package org.visita.audit.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;
import org.visita.audit.intake.AppendEntries.Received;

/** Reads records; one that cannot be read is counted and logged, and keeps out none that follow. */
@ApplicationScoped
class ReadableRecords {

    private static final Logger LOG = Logger.getLogger(ReadableRecords.class);

    private final Counter unreadable;

    @Inject
    ReadableRecords(MeterRegistry registry) {
        this.unreadable = registry.counter("visita_audit_unreadable");
    }

    /** @param reader makes an entry of a record, null of one that says nothing, or throws */
    List<Received> read(
            ConsumerRecords<String, byte[]> records, Function<ConsumerRecord<String, byte[]>, AuditEntry> reader) {
        List<Received> readable = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            String position = record.topic() + "/" + record.partition() + "/" + record.offset();
            try {
                AuditEntry entry = reader.apply(record);
                if (entry != null) {
                    readable.add(new Received(position, entry));
                }
            } catch (RuntimeException noEntry) {
                unreadable.increment();
                LOG.errorf(
                        "Skipped %s, of which no audit entry can be made; it stays readable there until the topic expires",
                        position);
            }
        }
        return readable;
    }
}
